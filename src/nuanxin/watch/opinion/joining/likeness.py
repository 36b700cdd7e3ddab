"""How alike two items are, 0–100, with reasons: runs of three signs, and names and figures that may not differ. Pure, symmetric.

A repost is cut, dressed up, commented, disguised by signs; it keeps runs of signs. A template ("某公司拖欠工资，求曝光") keeps
them too but names another firm or another sum: such a pair is shown to a person and never joined by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from nuanxin.foundation.parties.likeness import Likeness, firm_likeness, project_likeness

RUN = 3  # signs in a run
JOIN = 70  # joined by the house itself, undone by a person; measured on invented reposts (tests/property)
SHOWN = 35  # shown as possibly the same; a person decides
_SHORT = 12  # signs; a shorter text says too little: joined only when equal
_CONTAINED = 0.95  # what a whole that lies in a longer text is worth
_LEAST_RUNS = 14  # below so many runs one text inside another is chance
_OTHERS = JOIN - 5  # other names, other figures: never joined by itself

_ADDRESS = re.compile(r"https?://[\w./?=&%#~+:-]+", re.ASCII)
_DRESS = re.compile(
    r"//@[^:：\s]{1,30}[:：]|@[\w一-龥-]{1,30}|\[[^\[\]]{1,8}\]|转发微博|转发了|网页链接|展开全文|【[^【】]{0,12}转】"
)
_FIRM = re.compile(r"[一-龥（）()]{2,24}?(?:集团|公司|加工厂|工厂)")
_SITE = re.compile(r"[一-龥A-Za-z0-9]{2,14}?(?:项目|工地|小区|标段|花园|安置房|家园|大厦|府)")
_LEADING = re.compile(r"^.*(?:我们|是|在|的|被|叫|给|到|向|由|县|市|区|镇|，)")
_NOBODY = re.compile(r"这家|那家|哪家|该公司|某|一家|总公司|分公司|我们")
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(多|余)?(?:个|名|位)?(人|工人|农民工|工友|万|元)")
_UNITS = {"工人": "人", "农民工": "人", "工友": "人"}


@dataclass(frozen=True)
class Story:
    """What is compared of an item: its words, and the firm and site as somebody wrote them into its form."""

    key: int
    text: str
    firm: str = ""
    site: str = ""

    @cached_property
    def body(self) -> str:
        return plain(self.text)

    @cached_property
    def runs(self) -> frozenset[str]:
        return frozenset(self.body[n : n + RUN] for n in range(max(0, len(self.body) - RUN + 1)))

    @cached_property
    def firms(self) -> tuple[str, ...]:
        return (self.firm,) if self.firm else _named(_FIRM, self.text)

    @cached_property
    def sites(self) -> tuple[str, ...]:
        return (self.site,) if self.site else _named(_SITE, self.text)

    @cached_property
    def figures(self) -> dict[str, frozenset[str]]:
        """Unit (人, 万, 元) → the numbers told in it; rough ones ("三十多人") tell nothing."""
        text = unicodedata.normalize("NFKC", self.text)
        found: dict[str, set[str]] = {}
        for number, more, unit in _FIGURE.findall(text):
            if not more:
                found.setdefault(_UNITS.get(unit, unit), set()).add(number)
        return {unit: frozenset(numbers) for unit, numbers in found.items()}


@dataclass(frozen=True)
class Alike:
    """0–100 and why."""

    value: int
    reasons: tuple[str, ...] = ()


def plain(text: str) -> str:
    """What remains of a post without addresses, names called, faces, signs and spaces; letters upper case, half width."""
    bare = _DRESS.sub("", _ADDRESS.sub("", text))
    folded = unicodedata.normalize("NFKC", bare).upper()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")


def likeness(one: Story, other: Story) -> Alike:
    """Compare two items; likeness(a, b) equals likeness(b, a)."""
    if not one.body or not other.body:
        return Alike(0)
    common = len(one.runs & other.runs)
    return judged(one, other, common)


def judged(one: Story, other: Story, common: int) -> Alike:
    """The same where the number of common runs is known already."""
    equal = one.body == other.body
    if not equal and common == 0:
        return Alike(0)
    if min(len(one.body), len(other.body)) < _SHORT and not equal:
        return Alike(min(_OTHERS, round(fuzz.ratio(one.body, other.body) * 0.6)), ("内容太短，不能自动归并",))
    fewer, every = min(len(one.runs), len(other.runs)), len(one.runs | other.runs)
    share = 1.0 if equal else common / every
    inside = common / fewer * _CONTAINED if fewer >= _LEAST_RUNS else 0.0
    value = round(100 * max(share, inside))
    if value < SHOWN:
        return Alike(value)
    reasons = ["内容相同" if equal else f"{max(share, common / max(fewer, 1)):.0%}的文字相同"]
    against = _against(one, other)
    reasons += against or _for(one, other)
    return Alike(min(value, _OTHERS) if against else value, tuple(reasons))


def _against(one: Story, other: Story) -> list[str]:
    """What speaks against one story although the words are alike."""
    found = []
    firms = _best(firm_likeness(a, b) for a, b in product(one.firms, other.firms))
    sites = _best(project_likeness(a, b) for a, b in product(one.sites, other.sites))
    if firms in (Likeness.DIFFERENT, Likeness.FAINT):
        found.append("单位不同")
    if sites in (Likeness.DIFFERENT, Likeness.FAINT):
        found.append("项目不同")
    if _put_in_place(one.body, other.body):
        found.append("中间换了内容")
    units = sorted(one.figures.keys() & other.figures.keys())
    if apart := [unit for unit in units if not one.figures[unit] & other.figures[unit]]:
        found.append("人数不同" if apart == ["人"] else "金额不同" if "人" not in apart else "人数、金额不同")
    return found


def _put_in_place(one: str, other: str) -> bool:
    """Whether a passage of some signs stands in the place of another one, as in a filled-in template.

    Slips are shorter; what is put before or in between stands in the place of nothing; the end may be cut and remarked upon.
    """
    first, second = sorted((one, other))
    gone = come = 0
    for step in Levenshtein.opcodes(first, second):
        if step.tag == "equal":
            kept = step.src_end - step.src_start
            if kept < RUN and (gone or come):
                gone, come = gone + kept, come + kept  # a sign alike by chance within the passage
                continue
            if min(gone, come) >= RUN:
                return True
            gone = come = 0
        else:
            gone, come = gone + step.src_end - step.src_start, come + step.dest_end - step.dest_start
    return False


def _for(one: Story, other: Story) -> list[str]:
    firms = _best(firm_likeness(a, b) for a, b in product(one.firms, other.firms))
    return ["单位相同或者相近"] if firms >= Likeness.ALIKE else []


def _best(found: Iterable[Likeness]) -> Likeness:
    return max(found, default=Likeness.UNKNOWN)


def _named(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Names in the words of a post, without what leads up to them; at most three, which is what a post has."""
    names = [_LEADING.sub("", name) for name in pattern.findall(unicodedata.normalize("NFKC", text))]
    return tuple(dict.fromkeys(name for name in names if len(name) >= 4 and not _NOBODY.search(name)))[:3]
