"""Automatic numbers of Word paragraphs (一、, （一）, 1.), which are no text in the file but are printed."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NO_NUMBER = {"bullet", "none"}


class Numbering:
    """Counts through one document; `before(paragraph)` is the number printed before it, or nothing."""

    def __init__(self, tree: ET.Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if tree is None:
            return
        for abstract in tree.findall(f"{_W}abstractNum"):
            levels = {int(_value(lvl, "", "ilvl") or 0): _level(lvl) for lvl in abstract.findall(f"{_W}lvl")}
            self._levels[_value(abstract, "", "abstractNumId") or ""] = levels
        for num in tree.findall(f"{_W}num"):
            self._lists[_value(num, "", "numId") or ""] = _value(num, "abstractNumId") or ""

    def before(self, paragraph: ET.Element) -> str:
        """Count this paragraph and answer its printed number."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        list_id = self._lists.get(_value(properties, "numId") or "", "")
        depth = int(_value(properties, "ilvl") or 0)
        levels = self._levels.get(list_id, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        form, pattern, _ = levels[depth]
        if form in _NO_NUMBER:
            return ""
        return re.sub(r"%(\d)", lambda m: _printed(levels, counts, int(m.group(1)) - 1), pattern)


def _level(level: ET.Element) -> tuple[str, str, int]:
    start = _value(level, "start")
    form = _value(level, "numFmt") or "decimal"
    return form, _value(level, "lvlText") or "", int(start) if start and start.isdecimal() else 1


def _value(parent: ET.Element, tag: str, attribute: str = "val") -> str | None:
    found = parent.find(f"{_W}{tag}") if tag else parent
    value = found.get(f"{_W}{attribute}") if found is not None else None
    if attribute == "ilvl" or tag == "ilvl":
        return value if value and value.isdecimal() else None
    return value


def _printed(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], depth: int) -> str:
    form = levels.get(depth, ("decimal", "", 1))[0]
    count = counts.get(depth, 1)
    if "hinese" in form or "ideograph" in form or "japanese" in form:
        return _han(count)
    if form == "decimalEnclosedCircle" and 0 < count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    return str(count)


def _han(count: int) -> str:
    """1–99 in Chinese."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_HAN[tens % 10]}十"
    return head + (_HAN[ones] if ones or not tens else "")
