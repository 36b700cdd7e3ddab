"""Document numbers (发文字号) and titles in 《》. Pure; works on plain letters (see `letters`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# 国就劳办发〔2023〕3号, X党办发〔2024〕71号, 人社部明电〔2024〕1号, 鲁人社函〔2024〕15号
NUMBER = re.compile(r"[A-Za-z\u4e00-\u9fffＸ×*]{1,20}[〔（【](\d{4})[〕）】](?:第)?\d{1,5}号")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》?")
_BEHIND = re.compile(r"(?:》)?（([^（）]{0,12}[A-Za-z\u4e00-\u9fff]{1,20}〔\d{4}〕\d{1,5}号)[^（）]{0,30}）")


@dataclass(frozen=True)
class CitedDocument:
    """A title in 《》 with the number in brackets behind it; positions in the text read."""

    title: str
    number: str
    start: int
    end: int


def document_number(text: str) -> tuple[int, int, int] | None:
    """(start, end, year) of the first document number."""
    found = NUMBER.search(text)
    return (found.start(), found.end(), int(found.group(1))) if found else None


def cited_documents(text: str) -> Iterator[CitedDocument]:
    """Every 《title》, with its number where one follows."""
    for found in _TITLE.finditer(text):
        behind = _BEHIND.match(text, found.end())
        end = behind.end() if behind else found.end()
        yield CitedDocument(found.group(1), behind.group(1) if behind else "", found.start(), end)
