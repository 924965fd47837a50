"""Which loans a message means: by name, place in the list, size, age; "all", "all but X", "not X but Y"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contract.credit import Loan, LoanState
from nlu.reading.money import figures, without_polite_if

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "first": 1, "second": 2, "third": 3, "fourth": 4} | {
    "fifth": 5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "both": 2, "last": 2,
}  # fmt: skip
_N = r"(\d|[一二两三四五])"
_ORDINAL = re.compile(
    rf"(?<!倒数)第\s*{_N}\s*(?:笔|个|条|项|张)?|(?:\b(?:the|my|that|this|number|not|and|,)\s+|^\s*)(first|second|third|fourth|fifth)\b(?! (?:two|three|four|\d))|\b(first|second|third|fourth|fifth)(?= (?:one|loan|bill|and|only)\b)|\b(\d)(?:st|nd|rd|th)\b"
    r"|(?:\b(?:number|no\.?|nr\.?)|#)\s*(\d|one|two|three|four|five)\b(?! *[\d.])",
    re.IGNORECASE,
)
_FROM_THE_END = re.compile(
    rf"倒数第\s*{_N}\s*(?:笔|个|条|项|张)?|\b(second|third) (?:to|from the) (?:last|end)\b|\b(last) but one\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\s*(?:number|no\.?|#|第)?\s*\d\s*号?(?:\s*(?:和|跟|与|、|,|，|&|\+|and)\s*(?:number|no\.?|#|第)?\s*\d\s*号?)*\s*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"等.{0,10}再|先不还|现在不|如果|要是|假如|可能|也许|大概|或者?|还是|要么|下个?月|下周|以后|\b(?:if|maybe|perhaps|or|either|next (?:month|week))\b|[?？]",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"[,，.…\s]*(?:不[,，]\s*(?:还是)?|不对|哦不|说错了?|\bno wait\b|\bactually\b|\bi mean\b|\bsorry\b)[,，\s]*",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"已经还|还过了|不是我的|\balready (?:paid|settled|cleared)\b|\b(?:paid|settled|cleared)\b[^,.]{0,12}\balready\b|\b(?:isn't|not) mine\b|\bnever had\b",
    re.IGNORECASE,
)
_FIRST_FEW = re.compile(rf"前[面边头]?\s*{_N}\s*(?:笔|个|条|项|张)?|\bfirst (two|three|four)\b", re.IGNORECASE)
_LAST_FEW = re.compile(rf"[后末][面边]?\s*{_N}\s*(?:笔|个|条|项|张)|\blast (two|three|four)\b", re.IGNORECASE)
_LAST = re.compile(
    r"(?:最后|末尾)\s*那?这?一?\s*(?:笔|个|条|项|张)?|\bthe last\b(?! (?:two|three|four|but|\d))|\blast one\b|\bbottom one\b",
    re.IGNORECASE,
)
_SMALLEST = re.compile(
    r"(?:最小|最少|最便宜)的?|(?:少|小)的那|小一?点的|少一?点的|\b(?:smallest|smaller|lowest|least|cheapest)\b",
    re.IGNORECASE,
)
_NEWEST = re.compile(r"最新|最近(?:的|那)|\b(?:newest|latest|most recent)\b", re.IGNORECASE)
_FEW_BY_WORD = re.compile(
    rf"{_N}\s*[笔个张]?\s*(?:比较|较)?(?P<size>小|大|少|多)的|最(?P<age>新|近|老|早|旧)的?\s*{_N}\s*[笔个张]"
    r"|\b(both|two|three)\b(?: of)?(?: the)? (?P<en>small|big|larg|cheap|top|bottom|newest|latest|oldest|earliest)\w*",
    re.IGNORECASE,
)
_OTHERS = re.compile(rf"另外\s*{_N}?\s*[笔个张]|其他|其它|其余|\bthe others?\b(?: two| three| ones?)?", re.IGNORECASE)
_OVER = re.compile(r"超过|大于|高于|多于|\b(?:over|above|more than)\b", re.IGNORECASE)
_UNDER = re.compile(r"不到|少于|低于|小于|\b(?:under|below|less than)\b", re.IGNORECASE)
_BY_WHAT_IT_COSTS = re.compile(r"利息|利率|\b(?:interest|rate)\b", re.IGNORECASE)
_DECIDES = re.compile(
    r"那就|那先|所以就?|\bso (?:just|let'?s|i guess|i'?ll|i'?d)\b|\bi'?d go for\b|\blet'?s go with\b|\bjust do\b",
    re.IGNORECASE,
)
"""Before it the loans are only looked over; after it stands the choice."""
_PAYS_BEFORE = re.compile(
    r"(?:把|还|付|结清|\b(?:pay(?: off)?|settle|clear|take|do))\s*(?:先|掉|清|了|the|my|this|that|just)?\s*$",
    re.IGNORECASE,
)
_PAYS_AFTER = re.compile(r"^\s*(?:的|这|那)?(?:一?[笔个张])?[^,，。.;；]{0,8}?(?:还掉|还了|还清|付掉|付了|结清)")
_A_LOAN = re.compile(r"\s*(?:块钱?|元|yuan)?\s*(?:(?:的|那|这)一?[笔个条]|[笔个条]|one\b|loan\b|bill\b)", re.IGNORECASE)
_LEFT_ALONE = re.compile(r"\b(?:leave|not|skip|forget|keep)\s*$|(?:不|别|先放着?)[^,，。]{0,2}$", re.IGNORECASE)
_JOINED = re.compile(
    r"\s*(?:的|那|这)?(?:一?[笔个张])?\s*(?:和|跟|与|、|以及|还有|&|\+|and|plus|,|，)\s*(?:the\s*)?", re.IGNORECASE
)
_LARGEST = re.compile(
    r"(?:最大|最多|最高|最贵)的?|(?:多|大)的那|大一?点的|\b(?:biggest|bigger|largest|larger|highest|priciest|most expensive|owe the most|most owed)\b",
    re.IGNORECASE,
)
_OLDEST = re.compile(r"最久|最早|最老|\boldest\b|\bearliest\b|\blongest overdue\b", re.IGNORECASE)
_MIDDLE = re.compile(r"中间(?:那|的)?|\bmiddle\b", re.IGNORECASE)
_LATE = re.compile(r"逾期的|过期的|\boverdue one\b|\blate one\b", re.IGNORECASE)
_COUNT = re.compile(rf"(?<![第前后末]){_N}\s*(?:笔|个|张)\s*(?:都|全)|\b(both|all (?:two|three|four))\b", re.IGNORECASE)
_ALL = re.compile(
    r"全部|全都|全还|都还|都[要想]还|全要|所有|统统|每一?笔|一起还|一次还清"
    r"|\b(?:all|every ?one|every|everything)\b(?! right)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"除了|除去|除开|除外|以外|之外|\b(?:except|other than|apart from|excluding|besides)\b", re.IGNORECASE
)
_BUT = re.compile(r"\bbut\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"(?:不是|不要|不还|别还|先不|不|别|\bnot|\bisn't|\bdon't (?:want|mean|pay)|\bwithout)\s*(?:the\s*|还\s*|付\s*)?$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^[^，,。.;；]{0,4}?(?:先?不还|先?不要|先?不付|别还|除外|不算|不动|别动|不用动|先?不管|再说|放着|later\b|not now\b)",
    re.IGNORECASE,
)
_EVERY_LOAN = frozenset(
    {"借款", "账单", "银行", "信用", "用卡", "cash", "loan", "card", "bill", "bank", "credit", "for", "the"}
)


Mention = tuple[int, int, tuple[Loan, ...]]
"""Where a text names loans, and which."""
_Orders = Callable[[Sequence[Loan], Sequence[Loan]], Sequence[Loan]]
_ORDERS: dict[str, _Orders] = {
    **dict.fromkeys(("top", "老", "早", "旧", "oldest", "earliest"), lambda loans, by_size: loans),
    **dict.fromkeys(("bottom", "新", "近", "newest", "latest"), lambda loans, by_size: loans[::-1]),
    **dict.fromkeys(("小", "少", "small", "cheap"), lambda loans, by_size: by_size),
    **dict.fromkeys(("大", "多", "big", "larg"), lambda loans, by_size: by_size[::-1]),
}
"""Which loans come first by a word for them, out of the list and of the same by size."""


@dataclass(frozen=True)
class Chosen:
    """The loans meant, in the order of the list; none of them where the message cannot be read with certainty."""

    loans: tuple[Loan, ...] = ()


def to_clear(loan: Loan) -> int:
    """Gives the cents that clear a loan."""
    return loan.outstanding_cents + loan.penalty_cents


def payable(loans: Sequence[Loan]) -> list[Loan]:
    """Gives the loans that can be paid now, the longest overdue first."""
    owed = [loan for loan in loans if loan.state is LoanState.active and to_clear(loan) > 0]
    return sorted(owed, key=lambda loan: (-loan.days_overdue, -to_clear(loan), loan.id))


def read_loans(text: str, loans: Sequence[Loan]) -> Chosen | None:
    """Gives what the text names, or None where it names no loan; `Chosen()` where it names one unclearly.

    loans: in the order in which they were listed.
    """
    if _STATES.search(text):
        return None
    *taken_back, text = _CORRECTS.split(text)
    mentions = _mentions(text, loans)
    if taken_back and not mentions:
        return Chosen() if _mentions(taken_back[-1], loans) else None
    text = without_polite_if(text)
    decided = [found.end() for found in _DECIDES.finditer(text)]
    if decided and _mentions(text[decided[-1] :], loans):
        text = text[decided[-1] :]
        mentions = _mentions(text, loans)
    counted = _COUNT.search(text)
    every = _ALL.search(text) is not None if counted is None else _number(counted) == len(loans)
    if not mentions:
        every = every and not _EXCEPT.search(text) and not _OPEN.search(text)
        return Chosen(tuple(loans)) if every else (None if counted is None else Chosen())
    if _OPEN.search(text) or _BY_WHAT_IT_COSTS.search(text):
        return Chosen()
    if _EXCEPT.search(text) or (_BUT.search(text) and every):
        left = tuple(loan for loan in loans if not any(loan in named for _, _, named in mentions))
        return Chosen(left)
    governed = _governed(text, mentions)
    wanted: list[Loan] = []
    refused: list[Loan] = []
    for start, end, named in mentions:
        after = text[end : min((s for s, _, _ in mentions if s >= end), default=len(text))]
        negated = _NOT_BEFORE.search(text[:start]) or _NOT_AFTER.search(after)
        if negated:
            refused.extend(named)
        elif not governed or (start, end, named) in governed:
            wanted.extend(named)
    if set(map(_id, wanted)) & set(map(_id, refused)):
        return Chosen()
    if _means_the_others(text):
        return _with_the_others(text, loans, wanted, refused)
    if not wanted:
        others = tuple(loan for loan in loans if loan not in refused)
        return Chosen(others) if every or len(others) == 1 else Chosen()
    return Chosen(tuple(loan for loan in loans if loan in wanted))


def _means_the_others(text: str) -> bool:
    found = _OTHERS.search(text)
    left_alone = found and (_LEFT_ALONE.search(text[: found.start()]) or _NOT_AFTER.search(text[found.end() :]))
    return found is not None and not left_alone


def _with_the_others(text: str, loans: Sequence[Loan], wanted: list[Loan], refused: list[Loan]) -> Chosen:
    """Those wanted and those not spoken of; none where another number of them is named than there is."""
    spoken_of = {loan.id for loan in (*wanted, *refused)}
    others = {loan.id for loan in loans if loan.id not in spoken_of}
    found = _OTHERS.search(text)
    if found and found[1] and _number(found) != len(others):
        return Chosen()
    return Chosen(tuple(loan for loan in loans if loan in wanted or loan.id in others))


def _governed(text: str, mentions: list[Mention]) -> list[Mention]:
    """The loans that stand with a verb of paying, and those joined to them; a name elsewhere may be a place."""
    found = {
        at
        for at, (start, end, _) in enumerate(mentions)
        if _PAYS_BEFORE.search(text[:start]) or _PAYS_AFTER.search(text[end:])
    }
    grown = True
    while grown:
        joined = {
            at for at in range(len(mentions)) for other in (at - 1, at + 1)
            if other in found and _JOINED.fullmatch(text[mentions[min(at, other)][1] : mentions[max(at, other)][0]])
        }  # fmt: skip
        grown = not joined <= found
        found |= joined
    return [mention for at, mention in enumerate(mentions) if at in found]


def _id(loan: Loan) -> str:
    return loan.id


def read_places(text: str, loans: Sequence[Loan]) -> Chosen | None:
    """Gives the loans of a message that is nothing but places in the list: 2 · number 2 · 1 和 3 · 3 no wait 1."""
    text = _CORRECTS.split(text)[-1]
    if not _PLACES.fullmatch(text):
        return None
    places = [int(digit) for digit in re.findall(r"\d", text)]
    if not all(1 <= place <= len(loans) for place in places):
        return Chosen()
    return Chosen(tuple(loan for place, loan in enumerate(loans, 1) if place in places))


def _number(found: re.Match[str]) -> int:
    counts = (group.lower().removeprefix("all ") for group in found.groups() if group)
    word = next(group for group in counts if group.isdecimal() or group in _DIGITS)
    return int(word) if word.isdecimal() else _DIGITS[word]


def _mentions(text: str, loans: Sequence[Loan]) -> list[Mention]:
    """Every part of the text that names loans, from left to right."""
    found = [
        (*match.span(), tuple(named))
        for pattern, pick in _picks(loans)
        for match in pattern.finditer(text)
        if (named := pick(match))
    ]
    found += _by_owed(text, loans)
    found += [(start, end, (loan,)) for loan in loans for start, end in _named(loan, loans, text)]
    return _apart(sorted(found, key=lambda each: (each[0], -each[1])))


def _picks(loans: Sequence[Loan]) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], Sequence[Loan]]]]:
    """What names loans by their place, size or age, and which of them; none where there are not so many."""
    by_size = sorted(loans, key=to_clear)

    def first(of: Sequence[Loan], count: int) -> Sequence[Loan]:
        return of[:count] if count <= len(of) else ()

    def at(place: int) -> Sequence[Loan]:
        return loans[place - 1 : place] if place >= 1 else ()

    def by_word(match: re.Match[str]) -> Sequence[Loan]:
        word = match["size"] or match["age"] or match["en"].lower()
        return first(_ORDERS[word](loans, by_size), _number(match))

    described = [(pattern, (lambda match, loan=loan: (loan,))) for pattern, loan in _by_description(loans)]
    return [
        (_FIRST_FEW, lambda match: first(loans, _number(match))),
        (_LAST_FEW, lambda match: first(loans[::-1], _number(match))),
        (_FROM_THE_END, lambda match: loans[::-1][_number(match) - 1 : _number(match)]),
        (_FEW_BY_WORD, by_word),
        (_ORDINAL, lambda match: at(_number(match))),
        *described,
    ]


def _by_owed(text: str, loans: Sequence[Loan]) -> list[Mention]:
    """Loans named by exactly what is owed, or by a bound on it."""
    found: list[Mention] = []
    for start, end, cents in figures(text):
        if _OVER.search(text[max(0, start - 12) : start]):
            named = tuple(loan for loan in loans if to_clear(loan) > cents)
        elif _UNDER.search(text[max(0, start - 12) : start]):
            named = tuple(loan for loan in loans if to_clear(loan) < cents)
        else:
            named = tuple(loan for loan in loans if to_clear(loan) == cents)
            named = named if len(named) == 1 and _A_LOAN.match(text[end:]) else ()
        if named:
            found.append((start, end, named))
    return found


def _by_description(loans: Sequence[Loan]) -> list[tuple[re.Pattern[str], Loan]]:
    if not loans:
        return []
    by_size = sorted(loans, key=to_clear)
    late = [loan for loan in loans if loan.days_overdue > 0]
    described = [
        (_LAST, loans[-1]),
        (_SMALLEST, by_size[0]),
        (_LARGEST, by_size[-1]),
        (_OLDEST, loans[0]),
        (_NEWEST, loans[-1]),
    ]
    if len(loans) == 3:
        described.append((_MIDDLE, loans[1]))
    if len(late) == 1:
        described.append((_LATE, late[0]))
    return described


def _named(loan: Loan, loans: Sequence[Loan], text: str) -> list[tuple[int, int]]:
    """Where the whole name stands, or a part of it that no other loan's name has."""
    lowered = text.lower()
    for name in (loan.name.zh, loan.name.en.lower()):
        at = lowered.find(name)
        if at >= 0:
            return [(at, at + len(name))]
    others = [other for other in loans if other is not loan]
    parts = [loan.name.zh[start : start + 2] for start in range(len(loan.name.zh) - 1)]
    own = [part for part in parts if part not in _EVERY_LOAN and not any(part in o.name.zh for o in others)]
    words = [word for word in re.findall(r"[a-z]{3,}", loan.name.en.lower()) if word not in _EVERY_LOAN]
    own += [word for word in words if not any(word in o.name.en.lower() for o in others)]
    hits = [
        match.span()
        for part in dict.fromkeys(own)
        for match in re.finditer(part if not part.isascii() else rf"\b{' ?'.join(part)}\b", lowered)
    ]
    return hits[:1]


def _apart(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for each in found:
        if not kept or each[0] >= kept[-1][1]:
            kept.append(each)
    return kept
