"""Headings of a file: read alone before an import, compared without spaces and stars, renamed by a kept mapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from nuanxin.command.ledger.cells import text
from nuanxin.foundation.common.text import half_width

# Sheet → heading as it comes → heading of ours.
Renaming = Mapping[str, Mapping[str, str]]
MESSAGES = ("内容", "来信内容", "工单内容", "投诉内容", "原文")  # columns with the message itself


def heading_of(cell: Any) -> str:
    """A cell of the first row as a heading, without any blank in it."""
    try:
        return re.sub(r"\s+", "", text(cell))
    except ValueError:
        return str(cell)


def plain_heading(heading: str) -> str:
    """Headings are compared without spaces, in half width, without the star that marks what is required."""
    return half_width(heading).strip("*＊").removesuffix("(必填)")


def read_as(headings: list[str], theirs: Mapping[str, str]) -> list[str]:
    """What each heading of a file is read as: by the mapping where it names it, else as it stands. Pure.

    A heading of ours that the mapping gives to another column stays with that one only.
    """
    mapped = {plain_heading(one): ours for one, ours in theirs.items()}
    taken = {plain_heading(ours) for one, ours in mapped.items() if one in {plain_heading(h) for h in headings}}
    found = []
    for heading in headings:
        plain = plain_heading(heading)
        if plain in mapped:
            found.append(mapped[plain])
        else:
            found.append("" if plain in taken else heading)
    return found


def message_heading(headings: Iterable[str]) -> str:
    """The heading of the column with the message itself; empty where there is none."""
    return next((heading for heading in headings if plain_heading(heading) in MESSAGES), "")
