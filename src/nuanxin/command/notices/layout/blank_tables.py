"""Tables of plain text whose columns stand apart by nothing but blanks: found by their heads, cut by where words begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_PIECE = re.compile(r"[^\s\u3000]+(?: [^\s\u3000]+)*")
_HEAD = re.compile(
    r"(?:序号|编号|姓名|性别|名称|项目|单位|电话|备注|类别|类型|地区|行业|领域|内容|时间|日期|时限|职务|身份证号码?|地址|人数|户数|件数|金额|数量|个数|余额|情况|总数|合计|人|事项|负责人|是否.{1,8})(?:[（(].{1,8}[）)])?$"
    r"|.*[（(](?:万?[人元]|[户件个家名项次场起份%％]|人次|场次|户次|亩|天)[）)]$"
)
_NO_ROW = re.compile(
    r"[，。；？！]|(?<!其中)[：:]|__|^[一二三四五六七八九十]{1,3}、|^（[一二三四五六七八九十]{1,3}）|^附[件表]|^注[：:]|^\d{4}年"
)
_STUB = re.compile(r"(?:甲|乙|序号|编号|行次|代码|项目|类别|类型|行业|领域|行业领域|单位|指标|地区|县区|名称)$")
_LEAST_HEADS = 3  # pieces of the line that names the columns
_LEAST_KNOWN = 2  # of them that look like the name of a column
_LONGEST_PIECE, _LONGEST_NAME = 24, 16
_HIGHEST_HEAD = 4  # lines
_NEAR = 1  # signs that a word may begin beside the column that it belongs to


@dataclass(frozen=True)
class _Piece:
    """Words between wide blanks, and where they stand in signs of half a letter."""

    text: str
    start: int
    end: int

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def tables_by_blanks(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Cells of every line that is a row of such a table, by the number of the line."""
    pieces = [_pieces(line) for line in lines]
    found: dict[int, tuple[str, ...]] = {}
    at = 0
    while at < len(lines):
        base = _base([pieces[i] for i in _block(pieces, at, most=_HIGHEST_HEAD + 1)]) if len(pieces[at]) > 1 else None
        if base is None:
            at += 1
            continue
        block = _block(pieces, at, widest=len(base))
        columns = _with_outer(base, [pieces[i] for i in block])
        found |= {i: _cells(pieces[i], columns) for i in block}
        at = block[-1] + 1
    return found


def _pieces(line: str) -> list[_Piece]:
    """Words that stand apart by two blanks, a wide one or a tab."""
    if line.count("\t") > 1 or line.count("|") > 1 or len(line) > 1000:
        return []
    result: list[_Piece] = []
    for match in _PIECE.finditer(line.rstrip("\r\n")):
        start = _width(line[: match.start()])
        result.append(_Piece(match.group(), start, start + _width(match.group())))
    return result


def _width(text: str) -> int:
    return sum(8 if sign == "\t" else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _block(pieces: list[list[_Piece]], first: int, *, most: int | None = None, widest: int | None = None) -> list[int]:
    """Lines that go on being rows of a table that begins here; blank lines between them mean nothing."""
    block: list[int] = []
    empty = 0
    for index in range(first, len(pieces)):
        row = pieces[index]
        if not row:
            empty += 1
            if empty > 1:
                break
            continue
        if any(_NO_ROW.search(piece.text) or len(piece.text) > _LONGEST_PIECE for piece in row):
            break
        if len(row) == 1 and (len(row[0].text) > _LONGEST_NAME or row[0].start > pieces[first][0].end + _LONGEST_NAME):
            break
        if widest is not None and len(row) > widest:
            break
        block.append(index)
        empty = 0
        if most is not None and len(block) == most:
            break
    return block


def _base(top: list[list[_Piece]]) -> list[_Piece] | None:
    """The line that names the columns; None where no line of the first few names three or more of a known kind."""
    if not top:
        return None
    base = max(range(len(top)), key=lambda i: (len(top[i]), -i))
    heads = [piece.text for row in top[: base + 1] for piece in row]
    known = sum(bool(_HEAD.match(head)) for head in heads)
    return top[base] if len(top[base]) >= _LEAST_HEADS and known >= _LEAST_KNOWN else None


def _with_outer(columns: list[_Piece], rows: list[list[_Piece]]) -> list[_Piece]:
    """A column at either side may be named on another line, or by its rows only."""
    pieces = [piece for row in rows for piece in row]
    before = min((p for p in pieces if p.end < columns[0].start), key=lambda p: p.start, default=None)
    behind = max((p for p in pieces if p.start > columns[-1].end), key=lambda p: p.start, default=None)
    return [p for p in (before, *columns, behind) if p is not None]


def _cells(row: list[_Piece], columns: list[_Piece]) -> tuple[str, ...]:
    """Every word in the column it begins in; a merged head in the first of the columns it stands over."""
    cells = [""] * len(columns)
    least = 0
    for place, piece in enumerate(row):
        column = max(least, min(_column(row, place, columns), len(columns) - (len(row) - place)))
        cells[column] = piece.text
        least = column + 1
    return tuple(cells)


def _column(row: list[_Piece], place: int, columns: list[_Piece]) -> int:
    piece = row[place]
    begins = [i for i, column in enumerate(columns) if abs(column.start - piece.start) <= _NEAR]
    over = [i for i, column in enumerate(columns) if column.start < piece.end and piece.start < column.end]
    if begins:
        return begins[0]
    if len(over) == 1 and len(row) * 2 > len(columns):
        return over[0]
    left = _left_edge(row, place, columns)
    return next((i for i, column in enumerate(columns) if column.middle >= left), len(columns) - 1)


def _left_edge(row: list[_Piece], place: int, columns: list[_Piece]) -> float:
    """Where the columns under a head set in their middle begin: half-way to the head before it, or as far as to the one behind."""
    piece = row[place]
    if place:
        return (row[place - 1].end + piece.start) / 2
    behind = (piece.end + row[1].start) / 2 if len(row) > 1 else columns[-1].end
    stub = max((c.end for c in columns if _STUB.match(c.text) and c.end < piece.start), default=0)
    return max(stub, piece.start - (behind - piece.end))
