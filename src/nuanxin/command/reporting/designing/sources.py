"""Where the figures of a line come from, in the words of the book: a counter by its name, splits by theirs. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from nuanxin.command.counters.book import book, slips, unknown
from nuanxin.command.reporting.designing.worksheet import Line

BY_THE_UNIT = "由单位填报"  # written out where a row or column would else be counted
_BETWEEN = re.compile(r"[；;、\n]+")


@lru_cache
def _keys() -> dict[str, str]:
    return {one.name: key for key, one in book().counters.items()}


def counter_of(text: str) -> str:
    """The key of a counter from its name or its key; ValueError with the nearest."""
    said = text.strip()
    key = _keys().get(said, said)
    if key in book().counters:
        return key
    from difflib import get_close_matches

    near = [name for name in _keys() if said in name][:3] or get_close_matches(said, list(_keys()), n=3, cutoff=0.4)
    raise ValueError(
        f"目录里没有“{said}”这个指标" + (f"，是否指：{'、'.join(near)}" if near else "") + "；由单位填的请留空"
    )


def counter_name(key: str) -> str:
    return book().counters[key].name if key in book().counters else key


def split_of(text: str, counter: str = "") -> dict[str, str]:
    """行业领域：制造业；解决途径：调解 as {split: value}; the value alone where it is clear. ValueError says what is not known."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        name, sign, value = (piece.strip() for piece in part.replace(":", "：").partition("："))
        fits = _fitting(name if sign else "", value if sign else name, counter)
        if not fits:
            raise ValueError(f"没有“{part}”这个细分，请从下拉提示中选，如“行业领域：工程建设领域”")
        if len(fits) > 1:
            raise ValueError(f"“{part}”有几种：{'、'.join(split_text(dict([one])) for one in fits)}，请写全")
        found |= dict(fits)
    return found


def _fitting(name: str, value: str, counter: str) -> list[tuple[str, str]]:
    known = book().counters[counter].splits if counter in book().counters else list(book().splits)
    asked = {key: one for key, one in book().splits.items() if name in (key, one.name) or (not name and key in known)}
    return [(key, each) for key, one in asked.items() for each, said in one.values.items() if value in (each, said)]


def split_text(where: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """{sector: other} as 行业领域：其他."""
    said = []
    for key, value in dict(where).items():
        one = book().splits.get(key)
        said.append(f"{one.name}：{one.values.get(value, value)}" if one else f"{key}：{value}")
    return "；".join(said)


def in_words(counter: str, where: Mapping[str, str]) -> list[str]:
    """What is wrong with a counter and its splits, said with names."""
    one = book().counters.get(counter)
    if one is None:
        return [unknown(counter)]
    strange = [book().splits[split].name for split in where if split in book().splits and split not in one.splits]
    if strange:
        could = "、".join(book().splits[split].name for split in one.splits)
        return [f"指标“{one.name}”不能按{'、'.join(strange)}细分" + (f"，可按：{could}" if could else "")]
    return slips(counter, where)


def all_splits() -> list[str]:
    return [split_text({key: value}) for key, one in book().splits.items() for value in one.values]


def source_boxes(counts: str | None, where: Mapping[str, str]) -> Line:
    """The two boxes of a source."""
    return {"counter": counter_name(counts) if counts else "", "split": split_text(where)}
