"""The remedies on the user's own phone: `update_app` and `check_network`."""

import re

from actions.diagnose import look_again
from actions.remedies.procedure import Draft, Procedure, choice, new_draft, says_done
from actions.turn import Event, Turn
from contract.operations import AppVersion, Connection, NetworkCheck
from diagnosis.technology import is_older

_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+){1,3}(?![\d.])")
_WIFI = re.compile(r"wi-?fi|无线|宽带|热点|hotspot|broadband", re.IGNORECASE)
_MOBILE = re.compile(r"流量|移动数据|[345]g\b|mobile data|cellular", re.IGNORECASE)
_STILL_MOBILE = re.compile(r"没有|没|不|no |don'?t|without|can'?t", re.IGNORECASE)


class UpdateApp(Procedure):
    """How to update; then the version that the user sees now."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Says so where the app is new enough."""
        app = (await turn.snapshot()).system.app
        if not is_older(app.installed, app.minimum):
            turn.say("utter_app_is_new", installed=app.installed)
            return None
        return new_draft() | {"asked_version": False}

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """The steps at first, then the version."""
        app = (await turn.snapshot()).system.app
        response = "utter_ask_version" if draft["asked_version"] else "utter_ask_update"
        turn.say(response, installed=app.installed, minimum=app.minimum)

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Takes a version that is new enough; after "done" looks whether the app has reported it by itself."""
        app = (await turn.snapshot()).system.app
        found = _VERSION.search(turn.text)
        if found is None:
            if not says_done(turn):
                return None
            return {**draft, "asked_version": True, "done": not is_older(app.installed, app.minimum)}
        if is_older(found.group(), app.minimum):
            turn.say("utter_version_too_old", version=found.group(), minimum=app.minimum)
            return {**draft, "asked_version": True}
        return {**draft, "version": found.group(), "done": True}

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Records the version and looks again."""
        if "version" in draft:
            await turn.client.app_version(turn.account_id, AppVersion(installed=draft["version"]), draft["key"])
        return await look_again(turn)


class CheckNetwork(Procedure):
    """Another connection, tried at once."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Says so where the network is fine."""
        if (await turn.snapshot()).system.network is None:
            turn.say("utter_network_is_fine")
            return None
        return new_draft()

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Asks for another connection."""
        snapshot = await turn.snapshot()
        trouble = snapshot.system.network
        if trouble is not None:
            turn.say(
                "utter_ask_network", now=snapshot.now, carrier=trouble.carrier, region=trouble.region,
                since=trouble.since,
            )  # fmt: skip

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Checks over the connection that the user names."""
        connection = named_connection(turn)
        if connection is None:
            return None
        key = f"{draft['key']}-{turn.message_key}"
        status = await turn.client.network_check(turn.account_id, NetworkCheck(connection=connection), key)
        if status.network is not None:
            turn.say("utter_network_still", carrier=status.network.carrier)
        return {**draft, "done": status.network is None}

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Looks again."""
        return await look_again(turn)


def named_connection(turn: Turn) -> Connection | None:
    """Gives the connection that a message or a tapped button names; a bare "done" means the Wi-Fi asked for."""
    tapped = choice(turn)
    if tapped is not None:
        return Connection(tapped) if tapped in {c.value for c in Connection} else None
    if _MOBILE.search(turn.text):
        return Connection.mobile
    if _WIFI.search(turn.text):
        return Connection.mobile if _STILL_MOBILE.search(turn.text) else Connection.wifi
    return Connection.wifi if says_done(turn) else None
