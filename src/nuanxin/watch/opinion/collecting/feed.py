"""RSS, RDF, Atom and JSON feeds as facts. Nothing of a feed is trusted: no document types, no entities, no markup kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.watch.opinion.collecting.facts import LONGEST_TEXT, LONGEST_TITLE, ItemFacts, medium_of

MOST_ITEMS = 500
_ENTRIES = ("item", "entry")
_TITLE, _TEXT = ("title",), ("encoded", "content", "description", "summary", "content_text", "content_html")
_WHEN, _ID = ("pubDate", "published", "date", "updated", "date_published"), ("guid", "id")


def read_feed(content: bytes, *, medium: str, outlet: str = "") -> list[tuple[int, ItemFacts]]:
    """(place in the feed, facts) of its entries, at most MOST_ITEMS. BadInput where it is no feed."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    entries = list(_of_json(content) if start in (b"{", b"[") else _of_xml(content))[:MOST_ITEMS]
    return [(number, _facts(entry, medium, outlet)) for number, entry in enumerate(entries, 1)]


def _facts(entry: dict[str, str], medium: str, outlet: str) -> ItemFacts:
    text = words_of(next((entry[name] for name in _TEXT if entry.get(name)), ""))[:LONGEST_TEXT]
    title = words_of(next((entry[name] for name in _TITLE if entry.get(name)), "")) or text[:40]
    link = entry.get("link") or entry.get("url") or ""
    link = link if link.startswith(("http://", "https://")) else ""
    return ItemFacts(
        title=title[:LONGEST_TITLE],
        text=text,
        medium=medium_of(link, medium),
        outlet=words_of(entry.get("author", "") or entry.get("creator", "")) or outlet,
        link=link,
        external=next((entry[name] for name in _ID if entry.get(name)), ""),
        published_at=moment_of(next((entry[name] for name in _WHEN if entry.get(name)), "")),
    )


def moment_of(text: str) -> datetime | None:
    """RFC 822 or ISO 8601; without a zone Beijing's. None where it cannot be read."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    return found if found.tzinfo else found.replace(tzinfo=BEIJING)


def words_of(markup: str) -> str:
    """The words without tags, scripts and styles, in lines."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).splitlines())
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._silent += tag in ("script", "style")
        self._line(tag)

    def handle_endtag(self, tag: str) -> None:
        self._line(tag)
        self._silent -= tag in ("script", "style") and self._silent > 0

    def _line(self, tag: str) -> None:
        if tag in ("p", "br", "div", "li"):
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def _no_feed(why: str) -> BadInput:
    return BadInput(Fault(f"信息源的内容不能读取：{why}", remedy="请核对地址，应为 RSS、Atom 或者 JSON Feed"))


def _of_json(content: bytes) -> Iterator[dict[str, str]]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        raise _no_feed("不是有效的 JSON") from None
    entries = read.get("items") if isinstance(read, dict) else read
    if not isinstance(entries, list):
        raise _no_feed("没有 items")
    for entry in entries:
        if isinstance(entry, dict):
            flat = {key: str(value) for key, value in entry.items() if isinstance(value, (str, int))}
            author = entry.get("author")
            yield flat | ({"author": str(author.get("name", ""))} if isinstance(author, dict) else {})


def _of_xml(content: bytes) -> Iterator[dict[str, str]]:
    reader = _Entries()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.data, reader.doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        raise _no_feed(f"第{wrong.lineno}行有错误") from None
    if not reader.seen_feed:
        raise _no_feed("不是信息源")
    yield from reader.entries


class _Entries:
    """Collects the children of every item or entry by their local names; the first of a name counts."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []
        self.seen_feed = False
        self._entry: dict[str, str] | None = None
        self._path: list[str] = []
        self._text: list[str] = []

    def doctype(self, *_: object) -> None:
        raise _no_feed("带有文档类型声明，不予读取")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.seen_feed = self.seen_feed or local in ("rss", "feed", "RDF")
        if local in _ENTRIES and self._entry is None:
            self._entry, self._path = {}, []
        elif self._entry is not None:
            self._path.append(local)
            if len(self._path) == 1:
                self._text = []
                if local == "link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
                    self._entry.setdefault("link", attributes["href"])

    def data(self, text: str) -> None:
        if self._path:
            self._text.append(text)

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if self._entry is None:
            return
        if not self._path:
            if local in _ENTRIES:
                self.entries.append(self._entry)
                self._entry = None
            return
        if len(self._path) == 1 and (said := "".join(self._text).strip()):
            self._entry.setdefault(local, said)
        self._path.pop()
