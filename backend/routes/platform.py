"""What the user's own device reports: the app's version, the connection."""

from fastapi import Response

from backend import passage
from backend.bodies import AppVersion, NetworkCheck
from backend.routes.common import AChange, changes, topic
from backend.store import Unit
from contract.operations import Connection
from contract.system import SystemStatus

router = topic("platform")


@router.post("/app-version", response_model=SystemStatus, responses=changes(), summary="The app was updated")
def app_version(body: AppVersion, change: AChange) -> Response:
    """Record the installed version; answers with the platform as it stands now."""

    def record(unit: Unit) -> SystemStatus:
        app = unit.account.system.app.copy(update={"installed": body.installed})
        unit.save(unit.account.with_system(app=app))
        return passage.system_status(unit.account, unit.now)

    return change.once(record, body)


@router.post("/network-check", response_model=SystemStatus, responses=changes(), summary="Another connection is tried")
def network_check(body: NetworkCheck, change: AChange) -> Response:
    """Check the connection again; over Wi-Fi a carrier's trouble no longer matters."""

    def check(unit: Unit) -> SystemStatus:
        if body.connection is Connection.wifi:
            unit.save(unit.account.with_system(network=None))
        return passage.system_status(unit.account, unit.now)

    return change.once(check, body)
