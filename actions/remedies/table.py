"""Which procedure goes by which name: a remedy's, or the intent that asks for it."""

from collections.abc import Mapping

from actions.remedies.card import FixCard
from actions.remedies.case import Case
from actions.remedies.device import CheckNetwork, UpdateApp
from actions.remedies.documents import SubmitDocuments
from actions.remedies.feedback import Unsolved
from actions.remedies.identity import VerifyIdentity
from actions.remedies.procedure import Procedure
from actions.remedies.reapply import Reapply
from actions.remedies.security import SecureAccount
from contract.operations import TicketKind

PROCEDURES: Mapping[str, Procedure] = {
    "verify_identity": VerifyIdentity(),
    "secure_account": SecureAccount(),
    "submit_documents": SubmitDocuments(),
    "fix_card": FixCard(),
    "reapply": Reapply(),
    "update_app": UpdateApp(),
    "check_network": CheckNetwork(),
    "appeal": Case(TicketKind.appeal, "appeal"),
    "review_decision": Case(TicketKind.decision_review, "review_decision"),
    "bureau_dispute": Case(TicketKind.bureau_dispute, "bureau_dispute"),
    "complain_service": Case(TicketKind.complaint, "complain_service"),
    "feedback_bad": Unsolved(),
}
