"""What was handed in, as one view a table with the columns of the contract: Parquet, CSV in any usual encoding, one workbook.

Nothing is judged here but the shape of the files: an unreadable file, a missing column, a heading that names nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from python_calamine import CalamineWorkbook

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.warehouse.adapters import Adapter, MappedFile
from nuanxin.foundation.warehouse.engine import named, quoted
from nuanxin.foundation.warehouse.tables import BY_NAME, STORED, TABLES, Column, Table

ENCODINGS = ("utf-8-sig", "gb18030")
_SUFFIXES = (".parquet", ".csv")
_CERTAIN = 10**15  # a number of a sheet keeps fifteen digits, whatever was typed
TRUE, FALSE = ("true", "1", "是", "y", "yes"), ("false", "0", "否", "n", "no")


@dataclass(frozen=True)
class Source:
    """One file of one table, as it was handed in."""

    table: Table
    path: Path
    sheet: str = ""
    mapped: MappedFile | None = None

    def __str__(self) -> str:
        return f"{self.path.name}“{self.sheet}”" if self.sheet else self.path.name

    @property
    def adds(self) -> bool:
        """Only the same rows give way to its rows, not their project's whole month."""
        return bool(self.mapped and self.mapped.adds)


def sources_in(folder: Path, origin: Adapter | None = None, held: Collection[str] = ()) -> list[Source]:
    """The files of a folder by table: `payroll.parquet`, `payroll.csv`, a folder `payroll/`, one workbook with sheets,
    or files of a bank or a gate as its mapping names them.

    held: tables that the warehouse has already. BadInput where nothing was handed in, where a needed table is missing,
    or where nothing can be told apart.
    """
    found = [Source(BY_NAME[path.stem], path) for path in _files(folder) if path.stem in BY_NAME]
    for book in sorted(folder.glob("*.xlsx")):
        found += [Source(BY_NAME[sheet], book, sheet) for sheet in _sheets(book) if sheet in BY_NAME]
    for mapped in origin.files if origin else []:
        found += [one for one in _mapped_sources(folder, mapped) if not any(one.path == other.path for other in found)]
    faults = [
        Fault("没有交这张表", column=f"{table.chinese}（{table.name}）", remedy="请补充后重新导入")
        for table in TABLES
        if table.needed and table.name not in held and not any(one.table is table for one in found)
    ]
    if not found and not faults:
        faults.append(Fault("没有认得出的表", column=folder.name, remedy="文件名应当是projects、payroll等表名"))
    for table in TABLES:
        mine = [one for one in found if one.table is table]
        kinds = {one.path.suffix for one in mine}
        if len(kinds) > 1:
            faults.append(Fault(f"同时有{'、'.join(sorted(kinds))}", column=table.chinese, remedy="请只留一种"))
        if len({one.adds for one in mine}) > 1:
            faults.append(
                Fault("补发的和整月的放在一起", column=table.chinese, remedy="请先导入整月的，再单独导入补发的")
            )
    if faults:
        raise BadInput(faults)
    return found


@contextmanager
def uneven_lines_told(sources: list[Source]) -> Iterator[None]:
    """What cannot be read is told by its line where the lines are uneven; else as it was."""
    try:
        yield
    except BadInput as unread:
        if not isinstance(unread.__cause__, duckdb.Error):
            raise
        faults = [fault for one in sources if one.path.suffix == ".csv" and (fault := _uneven(one))]
        if not faults:
            raise
        raise BadInput(faults) from unread


def _uneven(source: Source) -> Fault | None:
    # Commas and quotes are the same bytes in every encoding that we read, so the first that never fails will do.
    with source.path.open(encoding="latin-1", newline="") as file:
        lines = csv.reader(file)
        wide = len(next(lines, []))
        for cells in lines:
            if cells and len(cells) != wide:
                says = f"有{len(cells)}格，表头有{wide}格"
                return Fault(
                    says, row=lines.line_num, column=str(source), remedy="请补齐缺的格，或者给带逗号的文字加上引号"
                )
    return None


def _mapped_sources(folder: Path, mapped: MappedFile) -> Iterator[Source]:
    table = BY_NAME[mapped.table]
    for path in sorted(folder.glob(mapped.pattern)):
        if path.suffix == ".xlsx":
            yield Source(table, path, _sheets(path)[0], mapped)
        elif path.suffix in _SUFFIXES:
            yield Source(table, path, mapped=mapped)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix in _SUFFIXES or (path.is_dir() and path.name in BY_NAME and any(path.glob("**/*.parquet"))):
            yield path


def _sheets(book: Path) -> list[str]:
    try:
        return list(CalamineWorkbook.from_path(book).sheet_names)
    except Exception as broken:
        raise BadInput(
            [Fault("不是能打开的 Excel 文件", column=book.name, remedy="请另存为 .xlsx 后重新导入")]
        ) from broken


def open_tables(con: duckdb.DuckDBPyConnection, sources: list[Source], scratch: Path, held: Mapping[str, Path]) -> None:
    """One view `raw_<table>` for each table: the contract's columns by name, everything else left out.

    Missing columns that may be missing are NULL. A table that was not handed in is what the warehouse holds of it (`held`),
    else empty.
    """
    for table in TABLES:
        mine = [one for one in sources if one.table is table]
        parts = [_selected(con, one, scratch) for one in mine]
        empty = ", ".join(f"CAST(NULL AS {STORED[c.kind]}) AS {named(c.name)}" for c in table.columns)
        if not parts and table.name in held:
            parts = [f"SELECT * FROM read_parquet({quoted(held[table.name])})"]
        body = " UNION ALL ".join(parts) if parts else f"SELECT {empty} WHERE false"
        con.execute(f"CREATE OR REPLACE TEMP VIEW raw_{table.name} AS {body}")


def _selected(con: duckdb.DuckDBPyConnection, source: Source, scratch: Path) -> str:
    try:
        relation = _relation(source, scratch)
        have = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()]
    except duckdb.Error as broken:
        why = str(broken).splitlines()[0][:120]
        raise BadInput(
            [Fault("文件读不出来，可能不完整", column=str(source), remedy=f"请重新导出（{why}）")]
        ) from broken
    chosen, faults = [], []
    failed = _failed(source, have)
    for column in source.table.columns:
        name = _heading(source, column, have)
        if name is not None:
            value = _translated(source.mapped, column, named(name))
            if failed and source.mapped and column.name in source.mapped.unless_failed:
                nothing = "'0'" if column.kind == "fen" else "NULL"
                value = f"CASE WHEN {failed} THEN {nothing} ELSE {value} END"
            chosen.append(f"{value} AS {named(column.name)}")
        elif column.required:
            faults.append(Fault("缺少这一列", column=f"{source}：{column.chinese}（{column.name}）"))
        else:
            chosen.append(f"CAST(NULL AS {STORED[column.kind]}) AS {named(column.name)}")
    if faults:
        raise BadInput(faults)
    return f"SELECT {', '.join(chosen)} FROM {relation}"


def _heading(source: Source, column: Column, have: Collection[str]) -> str | None:
    """The heading under which a file has this column: ours, the Chinese one, or the first of the origin's that is there."""
    theirs = source.mapped.headings.get(column.name, []) if source.mapped else []
    return next((one for one in (column.name, column.chinese, *theirs) if one in have), None)


def _failed(source: Source, have: Collection[str]) -> str:
    """SQL of: the bank sent this payment back. Empty where the file does not tell."""
    if not source.mapped or not source.mapped.unless_failed:
        return ""
    column = source.table.column("outcome")
    name = _heading(source, column, have)
    return f"{_translated(source.mapped, column, named(name))} = 'failed'" if name else ""


def _translated(mapped: MappedFile | None, column: Column, value: str) -> str:
    """Their value as ours: 元 as 分, a word of theirs as the one we know. What is unknown stays, for the check to name it."""
    if mapped and column.name in mapped.yuan:
        text = f"replace(trim(CAST({value} AS VARCHAR)), ',', '')"
        fen = f"CAST(CAST(round(TRY_CAST({text} AS DECIMAL(18, 4)) * 100) AS BIGINT) AS VARCHAR)"
        return (
            f"CASE WHEN regexp_full_match({text}, '[+-]?\\d+(\\.\\d{{1,2}}0*)?') THEN {fen} ELSE nullif({text}, '') END"
        )
    if mapped and (words := mapped.words.get(column.name)):
        cases = " ".join(f"WHEN {quoted(theirs)} THEN {quoted(ours)}" for theirs, ours in words.items())
        return f"CASE trim(CAST({value} AS VARCHAR)) {cases} ELSE CAST({value} AS VARCHAR) END"
    return value


def _relation(source: Source, scratch: Path) -> str:
    if source.sheet:
        return _text_relation(_sheet_as_csv(source, scratch))
    if source.path.is_dir():
        return f"read_parquet({quoted(source.path / '**' / '*.parquet')}, union_by_name = true)"
    if source.path.suffix == ".parquet":
        return f"read_parquet({quoted(source.path)})"
    return _text_relation(_as_utf8(source, scratch))


def _text_relation(path: Path) -> str:
    return f"read_csv({quoted(path)}, header = true, all_varchar = true, delim = ',', quote = '\"', strict_mode = true)"


def _as_utf8(source: Source, scratch: Path) -> Path:
    """The engine reads UTF-8 alone; a file of an older system is written anew, whole, in the first encoding that fits."""
    out = scratch / f"{source.path.stem}-utf8.csv"
    for encoding in ENCODINGS:
        try:
            with (
                source.path.open(encoding=encoding, newline="") as given,
                out.open("w", encoding="utf-8", newline="") as to,
            ):
                while block := given.read(1 << 20):
                    to.write(block)
        except UnicodeDecodeError:
            continue
        return out
    raise BadInput([Fault("编码读不出来", column=str(source), remedy="请存为 UTF-8 或者 GB 18030 编码后重新导入")])


def _sheet_as_csv(source: Source, scratch: Path) -> Path:
    """A sheet row by row, numbers as they stand there: a card that was typed as a number has lost its last digits already,
    and is written as 6.217e+18, which no card is, so that it is refused rather than believed."""
    out = scratch / f"{source.path.stem}-{source.sheet}.csv"
    rows = CalamineWorkbook.from_path(source.path).get_sheet_by_name(source.sheet).iter_rows()
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow(["" if cell is None else _plain(cell) for cell in row])
    return out


def _plain(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _CERTAIN:
        return str(int(cell))
    return str(cell).strip()


def as_stored(column: Column, given: str) -> str:
    """SQL of a raw value as what it is stored as; NULL where it cannot be read as that. given: the type that it has already."""
    if given == STORED[column.kind] != "VARCHAR":
        return named(column.name)
    raw, kind = named(column.name) if given == "VARCHAR" else f"CAST({named(column.name)} AS VARCHAR)", column.kind
    text = f"nullif(trim({raw}), '')"
    if kind == "id":
        return f"CASE WHEN contains({raw}, 'E+') OR contains({raw}, 'e+') THEN NULL ELSE {text} END"
    if kind in ("text", "choice"):
        return text
    if kind == "month":
        return f"coalesce(TRY_CAST(try_strptime({text}, '%Y-%m') AS DATE), CAST(date_trunc('month', TRY_CAST({text} AS DATE)) AS DATE))"
    if kind == "day":
        return f"coalesce(TRY_CAST({text} AS DATE), TRY_CAST(try_strptime({text}, ['%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日']) AS DATE))"
    if kind == "flag":
        words = f"lower({text})"
        yes, no = ("(" + ", ".join(quoted(word) for word in one) + ")" for one in (TRUE, FALSE))
        return f"CASE WHEN {words} IN {yes} THEN true WHEN {words} IN {no} THEN false END"
    if kind == "hours":
        return f"TRY_CAST({text} AS DOUBLE)"
    # Whole numbers only: 12.5 is not rounded to a sum that nobody wrote.
    return f"CASE WHEN regexp_full_match({text}, '[+-]?\\d+(\\.0+)?') THEN TRY_CAST(split_part({text}, '.', 1) AS {STORED[kind]}) END"
