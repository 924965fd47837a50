"""One mistake in a question, drawn from a seeded source: by sound, by shape, and the like.

sound.txt holds frequent characters by their sound without its tone, shape.txt characters that look alike.
"""

import re
from functools import cache
from pathlib import Path
from random import Random

from opencc import OpenCC

_FOLDER = Path(__file__).parent
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BY_EAR = (
    ("ight", "ite"), ("ough", "uff"), ("tion", "shun"), ("ph", "f"), ("ck", "k"), ("wh", "w"), ("ee", "ea"),
    ("ea", "ee"), ("ou", "ow"), ("ai", "ay"), ("oa", "o"), ("er", "ur"), ("or", "er"), ("ll", "l"), ("tt", "t"),
    ("pp", "p"), ("ss", "s"), ("rr", "r"), ("ie", "ei"), ("y", "i"), ("c", "k"), ("s", "z"), ("i", "e"), ("e", "i"),
)  # fmt: skip
_STORIES = {
    "zh": (
        "我是开小饭馆的，这几年生意一般，上周刚把房租交了，", "前天陪我妈去医院看病，排了一上午的队才轮到，",
        "我和老公都在外地打工，孩子放在老家上学，平时也没什么积蓄，",
        "最近想把厨房重新装修一下，师傅已经来量过尺寸了，", "昨天下班路上车子坏了，拖到修理厂人家说要换零件，",
        "我用这个软件有七八年了，买菜交电费都是用它，",
    ),
    "en": (
        "I run a small restaurant, business has been slow, and I paid the rent last week. ",
        "I took my mother to the hospital on Monday and we queued for the whole morning. ",
        "My husband and I work far from home and our kid lives with his grandparents. ",
        "We are about to do up the kitchen and the builder has already measured it. ",
        "My car broke down on the way home and the garage says it needs a new part. ",
        "I've had this app for seven or eight years and do all my shopping with it. ",
    ),
}  # fmt: skip


def by_sound(text: str, chance: Random) -> str:
    """One character for another of the same sound; in Latin letters, one spelling by ear."""
    return _one_for_another(text, _alike("sound"), chance) or _one_by_ear(text, chance)


def by_shape(text: str, chance: Random) -> str:
    """One character for one that looks like it; in Latin letters, the key beside it."""
    return _one_for_another(text, _alike("shape"), chance) or _one_by_ear(text, chance, neighbours=True)


def traditional(text: str, chance: Random) -> str:
    """The same in traditional characters."""
    return str(OpenCC("s2t").convert(text))


def bare(text: str, chance: Random) -> str:
    """Lower case and without punctuation, as dictation gives it."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s*'’]", " ", text)).strip().lower()


def after_a_story(text: str, chance: Random) -> str:
    """Stories in front until the text is at least twice as long."""
    told = list(_STORIES["zh" if re.search(r"[㐀-鿿]", text) else "en"])
    chance.shuffle(told)
    story = told.pop()
    while told and len(story) < len(text):
        story += told.pop()
    return story + text


@cache
def _alike(name: str) -> dict[str, str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    groups = [line.split(" ")[-1] for line in lines if line]
    return {character: group.replace(character, "") for group in groups for character in group}


def _one_for_another(text: str, alike: dict[str, str], chance: Random) -> str | None:
    places = [place for place, character in enumerate(text) if alike.get(character)]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + chance.choice(alike[text[place]]) + text[place + 1 :]


def _one_by_ear(text: str, chance: Random, neighbours: bool = False) -> str:
    words = list(re.finditer(r"[A-Za-z]{4,}", text))
    if not words:
        return text
    word = chance.choice(words)
    wrong = _beside(word.group(), chance) if neighbours else _as_heard(word.group(), chance)
    return text[: word.start()] + wrong + text[word.end() :]


def _as_heard(word: str, chance: Random) -> str:
    rules = [(right, wrong) for right, wrong in _BY_EAR if right in word[1:].lower()]
    if not rules:
        return word
    right, wrong = chance.choice(rules[:4])
    return word[0] + word[1:].lower().replace(right, wrong, 1)


def _beside(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    row = next((row for row in _KEYS if word[place].lower() in row), "")
    at = row.find(word[place].lower())
    keys = [row[near] for near in (at - 1, at + 1) if row and 0 <= near < len(row)]
    return word[:place] + chance.choice(keys or [word[place]]) + word[place + 1 :]
