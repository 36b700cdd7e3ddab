"""`read_notice`: a file read into the schema, with the text it was read from and what was left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nuanxin.command.notices.files.opening import open_notice
from nuanxin.command.notices.reading import read_text


def read_notice(path: Path) -> dict[str, Any]:
    """Every field of the schema; `source` says what was read. BadInput where the file holds no readable text."""
    opened = open_notice(path)
    reading = read_text(opened.text)
    reading["source"] = {
        "file": path.name,
        "kind": opened.kind,
        "characters": len(opened.text),
        "left_out": list(opened.left_out),
        "text": opened.text,
    }
    return reading
