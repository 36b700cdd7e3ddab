"""Whom to assign: the register weighed by the worker's choice, duty, skill, language, place and load. Pure.

No one suspended, gone or full is ever suggested; every other name comes with its reasons, so that a human can differ.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

SKILLS = {
    "wages": "劳动报酬",
    "construction": "工程建设领域欠薪",
    "new_form": "新就业形态",
    "injury": "工伤",
    "relation": "确认劳动关系",
    "enforcement": "申请执行",
}
LANGUAGES = {
    "mandarin": "普通话",
    "local": "本地方言",
    "sign": "手语",
    "tibetan": "藏语",
    "uyghur": "维吾尔语",
    "mongolian": "蒙古语",
    "zhuang": "壮语",
    "yi": "彝语",
    "miao": "苗语",
    "korean": "朝鲜语",
    "english": "英语",
}


@dataclass(frozen=True)
class Candidate:
    """One of the register. load: open files; most: how many he takes at once, None where not set; on_duty: this half day."""

    key: int
    name: str
    active: bool
    skills: frozenset[str]
    languages: frozenset[str]
    places: frozenset[str]  # codes of his place and of all that it lies in
    load: int = 0
    most: int | None = None
    on_duty: bool = False
    carried_before: bool = False  # had this file and was replaced


@dataclass(frozen=True)
class Wanted:
    """What the file asks for. place: code of the county; chosen: the key of whom the worker asked for."""

    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    place: str = ""
    chosen: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """One who may be assigned, with what speaks for him and what does not."""

    key: int
    name: str
    fors: tuple[str, ...]
    againsts: tuple[str, ...]

    @property
    def grounds(self) -> str:
        """One sentence for the record."""
        told = "，".join(self.fors) or "没有特别的理由"
        return told + (f"（{'，'.join(self.againsts)}）" if self.againsts else "")


@dataclass(frozen=True)
class Suggested:
    """In the order in which they would be taken; `left_out` names everybody else with the reason."""

    order: tuple[Suggestion, ...]
    left_out: tuple[tuple[str, str], ...]


def suggest(register: Sequence[Candidate], wanted: Wanted) -> Suggested:
    """Order the register. Ties go to the smaller load, then to who was entered first."""
    left_out = [(one.name, why) for one in register if (why := why_not(one))]
    able = [one for one in register if not why_not(one)]
    ranked = sorted(able, key=lambda one: rank(one, wanted))
    return Suggested(tuple(_told(one, wanted) for one in ranked), tuple(left_out))


def why_not(one: Candidate) -> str:
    """Why he may not be assigned at all; empty when he may."""
    if not one.active:
        return "暂停指派或者已经退出"
    if one.most is not None and one.load >= one.most:
        return f"在办{one.load}件，已到上限{one.most}件"
    return "本案的原承办人员" if one.carried_before else ""


def rank(one: Candidate, wanted: Wanted) -> tuple[int, int, int, int, int, int, int]:
    """The smaller, the earlier: choice, a language the worker needs, duty, skill, place, load, age of the entry."""
    return (
        0 if wanted.chosen == one.key else 1,
        len(wanted.languages - one.languages),
        0 if one.on_duty else 1,
        len(wanted.skills - one.skills),
        0 if _near(one, wanted) else 1,
        one.load,
        one.key,
    )


def _near(one: Candidate, wanted: Wanted) -> bool:
    return not wanted.place or wanted.place in one.places


def _told(one: Candidate, wanted: Wanted) -> Suggestion:
    fors = ["受援人选定"] if wanted.chosen == one.key else []
    againsts = []
    fors += ["今天值班"] if one.on_duty else []
    for have, asked, names, word in (
        (one.skills, wanted.skills, SKILLS, "专长"),
        (one.languages, wanted.languages, LANGUAGES, "语言"),
    ):
        fors += [f"{word}：{_named(asked & have, names)}"] if asked & have else []
        againsts += [f"不具备{_named(asked - have, names)}{word}"] if asked - have else []
    if wanted.place:
        fors += ["服务地相同"] if _near(one, wanted) else []
        againsts += [] if _near(one, wanted) else ["不在本地"]
    fors.append(f"在办{one.load}件")
    return Suggestion(one.key, one.name, tuple(fors), tuple(againsts))


def _named(keys: Collection[str], names: dict[str, str]) -> str:
    return "、".join(label for key, label in names.items() if key in keys)
