"""What a message mentions beside its complaint, said back in one line before the diagnosis.

Only what the user said is named, in the user's own words, and nothing that holds a long number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wording import Wording

LONGEST = 24
MOST_COMPLAINTS = 3
_CLAUSE_ENDS = re.compile(r"[，,。.；;！!？?\n]+|\b(?:and|but|while|also)\b|而且|并且|还有|另外", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d(?:[\s-]?\d){5,}")
_DENIAL = re.compile(r"没有?被?[降关停]|不是|wasn'?t|isn'?t|\bnot (?:cut|closed|reduced)", re.IGNORECASE)
_CLUES = {
    "money_not_arrived": r"[没未不]到[账帐]|钱[^，,。]{0,4}没到|放款失败|(?:not|n'?t|never) (?:yet )?arrived?",
    "partial_interruption": r"(?:花呗|分期)[^，,。]{0,6}(?:能用|正常|可以用)|(?:huabei|pay later) (?:still )?works?",
    "no_limit": r"额度[^，,。]{0,4}(?:没了|没有了|为零|是零|清零)|没有?额度|limit (?:is|has|'s) ?gone|no limit",
    "evaluation_failed": r"(?:申请|审核|评估)[^，,。]{0,4}[没未]有?通?过|被拒|(?:rejected|turned down)",
    "limit_reduced": r"降额|额度[^，,。]{0,4}(?:降|少了|变少)|limit (?:was |got |is )?(?:cut|reduced)",
    "service_closed": r"借呗[^，,。]{0,4}(?:关闭|关了|停用|停了)|jiebei (?:was |got |is )?(?:closed|shut)",
    "system_error": r"系统(?:异常|错误|繁忙)|页面[^，,。]{0,3}打不开|system (?:error|busy)|won'?t load",
    "entry_missing": r"(?:入口|图标)[^，,。]{0,4}(?:没了|不见|找不到)|icon (?:is )?(?:gone|missing)",
}
_COMPLAINTS = {name: re.compile(clue, re.IGNORECASE) for name, clue in _CLUES.items()}


@dataclass(frozen=True)
class Mention:
    """What a message names, in its own words; complaints by their intents, at least two or none."""

    prompts: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    since: str | None = None
    complaints: tuple[str, ...] = ()


def mentioned(message: Mapping[str, Any]) -> Mention:
    """Gives what a message in Rasa's shape mentions; nothing for a button's payload."""
    text = str(message.get("text") or "")
    if text.startswith("/"):
        return Mention()
    entities = message.get("entities") or []
    return Mention(
        prompts=_values(entities, "prompt"),
        amounts=_values(entities, "amount"),
        since=next((time for time in _values(entities, "time") if _begins(time, text)), None),
        complaints=_complaints(text),
    )


def acknowledgement(found: Mention, words: Wording, language: str) -> str | None:
    """Gives the line that says back what was mentioned, or None where there is nothing to say back."""
    lines = [_several(found, words, language), _details(found, words, language)]
    said = [line for line in lines if line is not None]
    return "\n".join(said) if said else None


def _several(found: Mention, words: Wording, language: str) -> str | None:
    if not found.complaints:
        return None
    named = [words.say(f"mentioned_{complaint}", language) for complaint in found.complaints]
    return words.say("mentioned_several", language, complaints=named)


def _details(found: Mention, words: Wording, language: str) -> str | None:
    quoted = [*found.prompts[:1], *found.amounts[:1]]
    details = [words.say("mentioned_quote", language, value=value) for value in quoted]
    since = words.say("mentioned_since", language, value=found.since) if found.since else None
    if details and since:
        return words.say("mentioned_details_since", language, since=since, details=details)
    if details:
        return words.say("mentioned_details", language, details=details)
    return words.say("mentioned_only_since", language, since=since) if since else None


def _values(entities: Sequence[Mapping[str, Any]], kind: str) -> tuple[str, ...]:
    values = [str(entity.get("value") or "").strip() for entity in entities if entity.get("entity") == kind]
    return tuple(dict.fromkeys(v for v in values if v and len(v) <= LONGEST and not _LONG_NUMBER.search(v)))


def _begins(time: str, text: str) -> bool:
    """Does the message say that something has been so since then?"""
    escaped = re.escape(time)
    return bool(re.search(rf"[从自打]{escaped}|{escaped}(?:开始|起|到现在)|since {escaped}", text, re.IGNORECASE))


def _complaints(text: str) -> tuple[str, ...]:
    """The complaints that have a clause of their own, in their order."""
    heard = dict.fromkeys(name for clause in _CLAUSE_ENDS.split(text) for name in _clued(clause))
    return tuple(heard)[:MOST_COMPLAINTS] if len(heard) > 1 else ()


def _clued(clause: str) -> Iterator[str]:
    if not _DENIAL.search(clause):
        yield from (name for name, clue in _COMPLAINTS.items() if clue.search(clause))
