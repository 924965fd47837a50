"""What users say at the turns that many conversations share."""

COMPLAINT = {"zh": "借呗为什么借不了钱", "en": "why can't I borrow from jiebei"}
YES = {"zh": "好的", "en": "yes please"}
FULL = {"zh": "全部还清", "en": "pay it in full"}
PART = {"zh": "先还一部分", "en": "only a part of it"}
CONFIRM = {"zh": "确认", "en": "confirm"}
NO = {"zh": "不用了", "en": "no"}
CANCEL = {"zh": "算了，先不还了", "en": "never mind, not now"}
AGAIN = {"zh": "再查一次", "en": "check again"}
NOTIFY = {"zh": "结束了通知我", "en": "notify me when it is over"}
PERSON = {"zh": "转人工", "en": "I want to talk to a person"}
WHY = {"zh": "为什么", "en": "why is that a reason?"}
WHEN = {"zh": "什么时候能再借", "en": "when can I borrow again"}
