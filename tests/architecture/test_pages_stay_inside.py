"""Pages load nothing from outside and carry no inline script or style: the policy of settings can hold."""

from __future__ import annotations

import re

from tests.architecture.house import SOURCE, shown

TEMPLATES = sorted((SOURCE / "web" / "templates").rglob("*.html"))
OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
INLINE = re.compile(r"""<style[\s>]|\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*(?:src=|application/json))""")


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 10


def test_nothing_is_loaded_from_outside() -> None:
    assert [shown(t) for t in TEMPLATES if OUTSIDE.search(t.read_text())] == []


def test_no_inline_script_or_style() -> None:
    assert [shown(t) for t in TEMPLATES if INLINE.search(t.read_text())] == []
