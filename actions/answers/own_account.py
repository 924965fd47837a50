"""After an answer about the product: what this account itself shows in the same matter."""

import logging
from collections.abc import Mapping

from actions.diagnose import carried, offered, say_finding
from actions.turn import AccountAction, Event, Turn
from contract.causes import Cause
from diagnosis import diagnose
from lender import AccountServiceError

logger = logging.getLogger(__name__)

MATTERS: Mapping[str, tuple[Cause, ...]] = {
    "apply_how": (Cause.line_not_opened, Cause.line_closed),
    "autopay": (Cause.overdue,),
    "borrow_how": tuple(Cause),
    "bureau": (Cause.overdue,),
    "cancel_loan": (Cause.processing_delay,),
    "change_card": (Cause.disbursement_failed,),
    "due_date": (Cause.overdue,),
    "identity_info": (Cause.identity_incomplete, Cause.identity_expired),
    "late_consequences": (Cause.overdue,),
    "limit_rules": (Cause.limit_minimum, Cause.limit_used_up, Cause.limit_restoring),
    "multiple_accounts": (Cause.account_compromised,),
    "records": (Cause.overdue,),
    "repay_how": (Cause.overdue,),
    "repayment_failed": (Cause.overdue,),
    "repayment_not_shown": (Cause.limit_restoring, Cause.overdue),
    "where_to_find": (Cause.gray_release, Cause.app_outdated, Cause.line_not_opened, Cause.line_closed),
}
"""Question about the product → the causes that it may be about, where the account has one."""


class ActionOwnAccount(AccountAction):
    """Adds the account's own reason to a general answer, once a conversation; never fails."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_own_account"

    async def act(self, turn: Turn) -> list[Event]:
        """Says the reason that belongs to the question, and offers its remedy."""
        causes = MATTERS.get(_question(turn), ())
        if not causes or turn.in_form:
            return []
        try:
            snapshot = await turn.snapshot()
        except AccountServiceError as error:
            logger.warning("%s: %s", self.name(), error)
            return []
        diagnosis = diagnose(snapshot)
        finding = next((each for each in diagnosis.findings if each.cause in causes), None)
        if finding is None or turn.was_told(f"utter_cause_{finding.cause.value}"):
            return []
        turn.say("utter_own_account")
        say_finding(turn, finding, snapshot, custom=carried(diagnosis))
        turn.say(f"utter_offer_{finding.remedy.value}")
        return offered(finding)


def _question(turn: Turn) -> str:
    selected = (turn.tracker.latest_message.get("response_selector") or {}).get("product_question") or {}
    return str((selected.get("response") or {}).get("intent_response_key")).partition("/")[2]
