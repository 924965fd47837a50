"""The remedy `submit_documents`: which papers, confirmed, on record, with the date of the review."""

import re

from actions.diagnose import look_again
from actions.remedies.procedure import Draft, Procedure, choice, confirmed, means_all, new_draft, quote, says_done
from actions.turn import Event, Turn
from contract.operations import DocumentRequest

_NAMED = {
    "statements": re.compile(r"流水|对账单|statement", re.IGNORECASE),
    "receivables": re.compile(r"应收|合同|订单|receivable|contract|order|invoice", re.IGNORECASE),
    "stock": re.compile(r"库存|进货|出货|stock|inventory|deliver", re.IGNORECASE),
}
_CLAUSE_ENDS = re.compile(r"[，,。.；;！!\n]+|但是?|\bbut\b", re.IGNORECASE)
_WITHOUT = re.compile(r"不要|去掉|没有|删|without|remove|no |not |except", re.IGNORECASE)


class SubmitDocuments(Procedure):
    """Collects the names of the papers; the files go through the lender's own upload page."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Says so where there is no review, or where it runs already."""
        business = (await turn.snapshot()).credit.business
        if business is None or business.review_passed:
            turn.say("utter_no_documents_needed")
            return None
        return new_draft() | {"papers": []}

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Asks which papers there are, then whether to put them on record."""
        if draft["papers"]:
            turn.say("utter_ask_documents_confirm", documents_received=draft["papers"], quote=quote(draft))
        else:
            turn.say("utter_ask_documents")

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Adds or takes away papers, or takes the yes to exactly these."""
        if draft["papers"] and confirmed(turn, draft, "file"):
            return {**draft, "done": True}
        named, without = named_papers(turn)
        if named or without:
            papers = [paper for paper in [*draft["papers"], *named] if paper not in without]
            return {**draft, "papers": list(dict.fromkeys(papers))}
        if turn.intent == "correct_choice":
            return {**draft, "papers": []}
        return None

    def unclear(self, draft: Draft) -> str:
        """Nothing is handed in yet."""
        return "utter_not_filed_yet" if draft["papers"] else super().unclear(draft)

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Puts the papers on record and says by when they are looked at."""
        request = DocumentRequest(documents=draft["papers"])
        business = await turn.client.hand_in(turn.account_id, request, draft["key"])
        turn.say("utter_documents_received", documents_received=draft["papers"], review_due=business.review_due)
        return await look_again(turn)


def named_papers(turn: Turn) -> tuple[list[str], list[str]]:
    """Gives the papers that a message or a tapped button names, and those that it leaves out, clause by clause."""
    tapped = choice(turn)
    if tapped is not None:
        return (list(_NAMED) if tapped == "all" else [tapped] if tapped in _NAMED else []), []
    named: list[str] = []
    without: list[str] = []
    for clause in _CLAUSE_ENDS.split(turn.text):
        meant = [paper for paper, words in _NAMED.items() if words.search(clause)]
        (without if _WITHOUT.search(clause) else named).extend(meant)
    if not named and means_all(turn) and not says_done(turn):
        named = list(_NAMED)
    return named, without
