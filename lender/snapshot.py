"""What a diagnosis is made of, fetched."""

import asyncio

from diagnosis import Snapshot
from lender import AccountClient


async def snapshot_of(client: AccountClient, account_id: str) -> Snapshot:
    """Fetches the account and the platform; raises AccountServiceError."""
    credit, system = await asyncio.gather(client.credit_status(account_id), client.system_status(account_id))
    return Snapshot(credit=credit, system=system, now=max(credit.as_of, system.as_of))
