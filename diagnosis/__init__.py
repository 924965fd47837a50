"""Why borrowing is refused: (account, platform, now) → findings. Pure: no Rasa, no network, no clock of its own.

`diagnose` runs one small function a cause (`diagnosis.table.CHECKS`). Each takes the snapshot and gives a finding, with
the evidence behind it, or None. The functions stand in files by chapter: `account`, `credit`, `line`, `platform`,
`technology`. A new cause is one function, one row in the table, and one response `utter_cause_<id>`.

The table's order is the order of decisiveness, by two principles. First what must be mended before anything else
helps: nobody raises a score while someone else holds the account, and no score helps while a payment is overdue or
the line is closed. Then the lasting before the passing: a debt that stands for months comes before a maintenance
window that ends tonight. So: the account's safety, obligations, the state of the line, identity, regulation and
region, debt, credit, the limit, loans under way, technology.
"""

from diagnosis.finding import ZONE, Diagnosis, Finding, Snapshot
from diagnosis.table import CHECKS, MOST_FINDINGS, diagnose

__all__ = ["CHECKS", "MOST_FINDINGS", "ZONE", "Diagnosis", "Finding", "Snapshot", "diagnose"]
