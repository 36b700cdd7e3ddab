"""The boxes of the designer as they come with a page, back into a worksheet; and the button that was pressed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from django.http import QueryDict

from nuanxin.command.reporting.designing.sentences import spread
from nuanxin.command.reporting.designing.worksheet import KINDS, LONGEST, META, MOST, Worksheet, blank, reordered

_BOX = re.compile(r"(columns|rows|lines|blanks|checks|singles)-(\d{1,3})-([a-z0-9]+)")
_DO = re.compile(r"(columns|rows|lines|checks|singles)-(add|insert|up|down|drop)(?:-(\d{1,3}))?")


def sheet_from(posted: QueryDict, before: Worksheet) -> Worksheet:
    """What was typed; `before` has the parts that have no boxes. Boxes that the designer does not have are ignored."""
    lines: Mapping[str, dict[int, dict[str, str]]] = defaultdict(dict)
    for name, text in posted.items():
        found = _BOX.fullmatch(name)
        if found and found[3] in KINDS[found[1]] and int(found[2]) < MOST[found[1]]:
            line = lines[found[1]].setdefault(int(found[2]), blank(found[1]))
            line[found[3]] = str(text)[:LONGEST]
    meta = {key: str(posted.get(f"meta-{key}", before.meta.get(key, "")))[:LONGEST] for key in META}
    kinds = {kind: [lines[kind][place] for place in sorted(lines[kind])] for kind in KINDS}
    return spread(Worksheet(meta=meta, carried=before.carried, **kinds))


def pressed(sheet: Worksheet, button: str) -> tuple[Worksheet, str]:
    """The sheet after a button that adds, moves or takes out a line, and the box where the typing goes on."""
    found = _DO.fullmatch(button)
    if not found:
        return sheet, ""
    kind, do, place = found[1], found[2], int(found[3] or 0)
    sheet = spread(reordered(sheet, kind, do, place))
    lines = sheet.of_kind(kind)
    if do == "add":
        place = len(lines) - 1
    place += {"up": -1, "down": 1}.get(do, 0)
    first = {"columns": "h1", "rows": "name", "lines": "text", "checks": "rule", "singles": "row"}[kind]
    return sheet, f"{kind}-{min(max(place, 0), len(lines) - 1)}-{first}" if lines else ""
