"""Days and spans of time in the lender's zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

# China has kept one offset and no summer time since 1991, so no zone database is needed.
ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_SPAN = re.compile(r"(\d+)([mhd])")
_OFFSET = re.compile(r"([+-])(\d+)([mhd])(?: (\d\d):(\d\d))?")


def local_day(moment: datetime) -> date:
    """The day that `moment` falls on in the lender's zone."""
    return moment.astimezone(ZONE).date()


def add_working_days(day: date, count: int) -> date:
    """`count` working days (Monday to Friday; public holidays are not known here) after `day`."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def span(text: str) -> timedelta:
    """Read a length of time: `20m`, `3h`, `90d`. Raises `ValueError` for anything else."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no length of time; write 20m, 3h or 90d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def resolve(value: Any, start: datetime) -> Any:
    """Replace every moment written relative to `start` (`-12d`, `+2h`, `-3d 03:17`) inside `value` by a datetime."""
    if isinstance(value, dict):
        return {key: resolve(item, start) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, start) for item in value]
    found = _OFFSET.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    length = span(found[2] + found[3])
    moment = start.astimezone(ZONE) + (length if found[1] == "+" else -length)
    return moment if found[4] is None else moment.replace(hour=int(found[4]), minute=int(found[5]), second=0)
