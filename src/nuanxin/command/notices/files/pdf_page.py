"""One page of a PDF: its text in order, with every ruled table written as rows of tabs where it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from nuanxin.command.notices.files.ruled_tables import MOST_CROSSINGS, Line, Run, Table, meet, put_together, tables_of
from nuanxin.command.notices.files.written_blanks import with_blanks

if TYPE_CHECKING:
    from pypdf import PageObject

_PAINTED = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_THIN = 3.0  # points: a filled box no thicker than this is a ruled line
_LEAST_LINE = 4.0  # points
_MOST_DRAWN = 20_000  # pieces of line; a page with more is a drawing
_LEAST_LEVEL, _LEAST_UPRIGHT = 3, 1  # lines of the smallest table (open at both sides)
LARGEST_PAGE = 300_000  # bytes of drawing; a full page of text takes some 20 000, one of small cells some 150 000
_READ_TWICE = 150_000  # bytes
_MOST_PARTS = 500
_SQUARE = 0.02  # how much a line may slope


@dataclass(frozen=True)
class PageText:
    """`tables` are the rows of each table found; `left` says what was too much to be read: its "lines" or the "page"."""

    text: str
    tables: tuple[tuple[str, ...], ...] = ()
    left: str = ""
    size: int = 0


@dataclass
class _Ink:
    """What a page draws, as pypdf tells it operation by operation."""

    turned: int
    runs: list[Run] = field(default_factory=list)
    level: list[Line] = field(default_factory=list)
    upright: list[Line] = field(default_factory=list)
    drawn: int = 0
    _path: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)
    _boxes: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)
    _at: tuple[float, float] = (0.0, 0.0)
    _from: tuple[float, float] = (0.0, 0.0)

    def write(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float | None) -> None:
        if text:
            x, y = _through(cm, tm[4], tm[5])
            height = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3]) * float(size or 0)
            self.runs.append(Run(text, *self._upright_place(x, y), height or 10.0))

    def draw(self, operator: bytes, operands: Sequence[Any], cm: Sequence[float], _tm: Sequence[float]) -> None:
        if self.drawn > _MOST_DRAWN:
            return
        try:
            self._draw(operator, operands, cm)
        except (TypeError, ValueError, IndexError):  # a broken piece of drawing is no line
            self._path, self._boxes = [], []

    def _draw(self, operator: bytes, operands: Sequence[Any], cm: Sequence[float]) -> None:
        if operator == b"m":
            self._at = self._from = self._place(cm, *operands[:2])
        elif operator == b"l":
            here = self._place(cm, *operands[:2])
            self._path.append((self._at, here))
            self._at = here
        elif operator == b"h":
            self._path.append((self._at, self._from))
            self._at = self._from
        elif operator == b"re":
            x, y, width, height = (float(number) for number in operands[:4])
            self._boxes.append((self._place(cm, x, y), self._place(cm, x + width, y + height)))
        elif operator in (b"c", b"v", b"y"):
            self._at = self._place(cm, *operands[-2:])
        elif operator in _PAINTED:
            self._paint(filled=operator in (b"f", b"F", b"f*"))
        elif operator == b"n":
            self._path, self._boxes = [], []

    def _paint(self, *, filled: bool) -> None:
        if not filled:
            for start, end in self._path:
                self._keep(start, end)
        elif self._path:
            points = [point for pair in self._path for point in pair]
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            self._boxes.append(((min(xs), min(ys)), (max(xs), max(ys))))
        for (x0, y0), (x1, y1) in self._boxes:
            if abs(x1 - x0) <= _THIN or abs(y1 - y0) <= _THIN:
                middle = ((x0 + x1) / 2, (y0 + y1) / 2)
                level = abs(x1 - x0) >= abs(y1 - y0)
                self._keep((x0, middle[1]) if level else (middle[0], y0), (x1, middle[1]) if level else (middle[0], y1))
            elif not filled:
                for start, end in (
                    ((x0, y0), (x1, y0)),
                    ((x0, y1), (x1, y1)),
                    ((x0, y0), (x0, y1)),
                    ((x1, y0), (x1, y1)),
                ):
                    self._keep(start, end)
        self._path, self._boxes = [], []

    def _keep(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.drawn += 1
        across, up = abs(end[0] - start[0]), abs(end[1] - start[1])
        if across >= _LEAST_LINE and up <= _SQUARE * across:
            self.level.append(Line(start[1], min(start[0], end[0]), max(start[0], end[0])))
        elif up >= _LEAST_LINE and across <= _SQUARE * up:
            self.upright.append(Line(start[0], min(start[1], end[1]), max(start[1], end[1])))

    def _place(self, cm: Sequence[float], x: Any, y: Any) -> tuple[float, float]:
        return self._upright_place(*_through(cm, float(x), float(y)))

    def _upright_place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies on the page as a reader holds it (`/Rotate` turns it clockwise)."""
        return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(self.turned, (x, y))


def _through(cm: Sequence[float], x: float, y: float) -> tuple[float, float]:
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def read_page(page: PageObject, most: int = LARGEST_PAGE) -> PageText:
    """The page's text; where lines make a lattice, its words stand in rows of tabs. `most`: bytes that may be read."""
    size = _drawn_by(page, most)
    if size > most:
        return PageText("", left="page")
    return replace(_read(page, size), size=size)


def _read(page: PageObject, size: int) -> PageText:
    ink = _Ink((page.rotation or 0) % 360)
    text = page.extract_text(visitor_operand_before=ink.draw, visitor_text=ink.write)
    level, upright = put_together(ink.level), put_together(ink.upright)
    if len(level) * len(upright) > MOST_CROSSINGS or ink.drawn > _MOST_DRAWN:
        return PageText(text, left="lines")
    tables = tables_of(level, upright) if len(level) >= _LEAST_LEVEL and len(upright) >= _LEAST_UPRIGHT else []
    loose = [rule for rule in level if not any(meet(rule, v) for v in upright)]
    if tables:
        runs = _single_runs(page, ink.turned) if size <= _READ_TWICE and _in_one_go(tables, ink.runs) else ink.runs
        return _with_tables(tables, with_blanks(runs, loose))
    written = with_blanks(ink.runs, loose)
    return PageText("".join(run.text for run in written) if written != ink.runs else text)


def _in_one_go(tables: list[Table], runs: list[Run]) -> bool:
    """May words of several cells have been handed over as one? Where they stand apart, pypdf sets a blank between them."""
    spaced = (run for run in runs if " " in run.text.strip())
    return any(table.field_of(*run.inside) for run in spaced for table in tables)


def _drawn_by(page: PageObject, enough: int) -> int:
    """Bytes of what draws the page, the forms that it uses included; counting ends where there is enough."""
    total = 0
    waiting: list[Any] = [part for part in (page.get("/Contents"), page.get("/Resources")) if part is not None]
    seen: list[Any] = []
    while waiting and total <= enough:
        part = waiting.pop().get_object()
        if any(part is other for other in seen) or len(seen) > _MOST_PARTS:
            continue
        seen.append(part)
        if isinstance(part, list):
            waiting += part
        elif hasattr(part, "get_data"):
            total += len(part.get_data()) if part.get("/Subtype") != "/Image" else 0
            waiting += [part["/Resources"]] if "/Resources" in part else []
        elif hasattr(part, "get") and "/XObject" in part:
            waiting += part["/XObject"].get_object().values()
    return total


def _single_runs(page: PageObject, turned: int) -> list[Run]:
    """The page's letters again, told apart at every stroke of writing: some programs write a whole row in one go.

    An empty change of place before each stroke makes pypdf hand over what it has gathered.
    """
    from pypdf.generic import ContentStream, FloatObject, NameObject

    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    unmoved = [FloatObject(number) for number in (1, 0, 0, 1, 0, 0)]
    content.operations = [
        step
        for operands, operator in content.operations
        for step in ([(unmoved, b"cm")] if operator in _SHOWS else []) + [(operands, operator)]
    ]
    page[NameObject("/Contents")] = content
    apart = _Ink(turned)
    page.extract_text(visitor_text=apart.write)
    return apart.runs


def _with_tables(tables: list[Table], runs: list[Run]) -> PageText:
    """Text in its order; each table stands where its first word stood."""
    held: list[list[Run]] = [[] for _ in tables]
    owner: list[int | None] = []
    for run in runs:
        place = (
            next((i for i, table in enumerate(tables) if table.field_of(*run.inside)), None)
            if run.text.strip()
            else None
        )
        owner.append(place)
        if place is not None:
            held[place].append(run)
    rows = [tuple(table.rows(words)) for table, words in zip(tables, held, strict=True)]
    pieces: list[str] = []
    written: set[int] = set()
    for run, place in zip(runs, owner, strict=True):
        if place is None:
            pieces.append(run.text)
        elif place not in written:
            written.add(place)
            pieces.append("\n" + "\n".join(rows[place]) + "\n")
    return PageText("".join(pieces), tuple(rows[place] for place in sorted(written)))
