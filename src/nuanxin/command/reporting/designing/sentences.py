"""Sentences with blanks below the table (检查____个，金额____万元；): each blank a figure of its own. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import count

from nuanxin.command.reporting.designing.worksheet import Line, Worksheet, blank, renumber_blanks
from nuanxin.command.reporting.forms.model import PLACEHOLDER
from nuanxin.command.reporting.forms.units import DECIMALS

BLANK = re.compile(r"[_＿]{2,}")
SHOWN = "____"
_UNITS = re.compile("|".join(sorted(DECIMALS, key=len, reverse=True)))
_EDGES = re.compile(r"^\s*[（(]?\d{1,2}[.、．）)]\s*|^[，、；。：,（(]+|[共：:为计]+$")
_NO_BRACES = str.maketrans("{}", "｛｝")


def spread(sheet: Worksheet) -> Worksheet:
    """After the sentences were typed: a line in the list for every blank, in their order; known blanks keep what they had."""
    known = {line["key"]: line for line in sheet.blanks}
    before = [line["key"] for line in sheet.blanks]
    fresh = (f"item_{n}" for n in count(1))
    found: list[Line] = []
    for line in sheet.lines:
        signs = list(_signs(line["text"]))
        had = [key for key in line["keys"].split(",") if key in known]
        kept = _kept(signs, list(_signs(line["was"])), had)
        keys = []
        for (words, unit), old in zip(signs, kept, strict=True):
            key = old or next(one for one in fresh if one not in known)
            keys.append(key)
            found.append(known.get(key) or blank("blanks") | {"key": key, "name": words, "unit": unit})
        line |= {"keys": ",".join(keys), "was": line["text"]}
    sheet.blanks = found
    renumber_blanks(sheet, before)
    return sheet


def _kept(signs: list[tuple[str, str]], was: list[tuple[str, str]], keys: list[str]) -> list[str | None]:
    """Which blank each one was before: by place where their number stayed, else by the words around it."""
    if len(was) != len(keys):
        was = [("", "")] * len(keys)
    if len(signs) == len(keys):
        return list(keys)
    found: list[str | None] = [None] * len(signs)
    for tag, a, b, c, _ in SequenceMatcher(None, was, signs, autojunk=False).get_opcodes():
        if tag == "equal":
            found[c : c + b - a] = keys[a:b]
    return found


def _signs(text: str) -> Iterator[tuple[str, str]]:
    """Of each blank the words before it and the unit behind it."""
    end = 0
    for found in BLANK.finditer(text):
        words = text[end : found.start()]
        unit = _UNITS.match(text, found.end())
        end = unit.end() if unit else found.end()
        yield _bare(words), unit[0] if unit else ""


def _bare(words: str) -> str:
    last = re.split(r"[；。;]", words)[-1]
    while (shorter := _EDGES.sub("", last).strip()) != last:
        last = shorter
    return last


def printed(line: Line) -> str:
    """The sentence as a form holds it: {key} in the place of each blank."""
    keys = iter(line["keys"].split(","))
    return BLANK.sub(lambda _: f"{{{next(keys)}}}", line["text"].translate(_NO_BRACES))


def as_typed(sentence: str) -> Line:
    """A sentence of a form as the designer shows it."""
    text = PLACEHOLDER.sub(SHOWN, sentence)
    return {"text": text, "was": text, "keys": ",".join(PLACEHOLDER.findall(sentence))}


def items_of(blanks: list[Line], sources: Mapping[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The items of a form from its blanks; blanks that share a key before the dot are fields of one item."""
    items: dict[str, dict[str, object]] = {}
    for line in blanks:
        name, _, part = line["key"].partition(".")
        source = sources.get(line["key"], {})
        if not part:
            items[name] = {"name": line["name"].strip() or name, "unit": line["unit"].strip(), **source}
            continue
        item = items.setdefault(name, {"name": line["name"].strip() or name, "fields": {}, "counts": {}, "where": {}})
        item["fields"][part] = line["unit"].strip()  # type: ignore[index]
        if source.get("counts"):
            item["counts"][part] = source["counts"]  # type: ignore[index]
        item["where"] = {**source.get("where", {}), **item["where"]}  # type: ignore[dict-item]
    return {key: {part: held for part, held in item.items() if held != {}} for key, item in items.items()}
