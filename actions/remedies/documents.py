"""The remedy `submit_documents`: which papers, confirmed, on record, with the date of the review."""

import re

from actions.diagnose import look_again
from actions.remedies.procedure import Draft, Procedure, agrees, choice, means_all, new_draft, says_done
from actions.turn import Event, Turn
from contract.operations import DocumentRequest

_NAMED = {
    "statements": re.compile(r"流水|对账单|statement", re.IGNORECASE),
    "receivables": re.compile(r"应收|合同|订单|receivable|contract|order|invoice", re.IGNORECASE),
    "stock": re.compile(r"库存|进货|出货|stock|inventory|deliver", re.IGNORECASE),
}
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
            turn.say("utter_ask_documents_confirm", documents_received=draft["papers"])
        else:
            turn.say("utter_ask_documents")

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Adds or takes away papers, or takes the yes to exactly these."""
        named = named_papers(turn)
        if named:
            drops = draft["papers"] and _WITHOUT.search(turn.text) is not None
            papers = [p for p in draft["papers"] if p not in named] if drops else [*draft["papers"], *named]
            return {**draft, "papers": list(dict.fromkeys(papers))}
        if turn.intent == "correct_choice":
            return {**draft, "papers": []}
        if draft["papers"] and agrees(turn):
            return {**draft, "done": True}
        return None

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Puts the papers on record and says by when they are looked at."""
        request = DocumentRequest(documents=draft["papers"])
        business = await turn.client.hand_in(turn.account_id, request, draft["key"])
        turn.say("utter_documents_received", documents_received=draft["papers"], review_due=business.review_due)
        return await look_again(turn)


def named_papers(turn: Turn) -> list[str]:
    """Gives the papers that a message or a tapped button names."""
    tapped = choice(turn)
    if tapped == "all" or (tapped is None and means_all(turn) and not says_done(turn)):
        return list(_NAMED)
    if tapped is not None:
        return [tapped] if tapped in _NAMED else []
    return [paper for paper, named in _NAMED.items() if named.search(turn.text)]
