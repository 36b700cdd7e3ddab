"""Importing a file: opened, read, written chunk by chunk, answered for.

Each chunk is one transaction with its audit event, so that whatever cuts the work off leaves whole chunks; the same
file then ends it, because every row knows itself again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.db import IntegrityError, OperationalError, connection, transaction

from nuanxin.command.ledger.ahead import Sign, ahead, can_fork
from nuanxin.command.ledger.entering.clues import ClueImport
from nuanxin.command.ledger.entering.facts import FactImport
from nuanxin.command.ledger.entering.outcomes import FACT_IMPORTS
from nuanxin.command.ledger.entering.parties import Parties
from nuanxin.command.ledger.entering.pouring import check_references, take_turn
from nuanxin.command.ledger.entering.roomy import roomy
from nuanxin.command.ledger.entering.sifting import Sieve
from nuanxin.command.ledger.entering.trial import ClueTrial, TrialParties
from nuanxin.command.ledger.files.headings import Renaming
from nuanxin.command.ledger.files.reading import Ledger, Table, read_clues, read_ledger
from nuanxin.command.ledger.files.workbook import LedgerWriter
from nuanxin.command.ledger.free_text import TextFiller
from nuanxin.command.ledger.rows import Row, Tally, read_rows
from nuanxin.command.ledger.rules import CHECKS, Known
from nuanxin.command.ledger.sheets import CLUES, SHEETS
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import areas
from nuanxin.foundation.organisations.receiving import OPERATOR, operator
from nuanxin.rights.intake.channels import Channel

CHUNK = {"sqlite": 2000, "postgresql": 5000}  # SQLite has one writer at a time: everybody waits for the end of a chunk
WORTH_A_READER = 500_000  # bytes of a file; a smaller one is done before a second process would pay
TRIES = 3  # a clue that comes in by another door crosses a chunk rarely enough
DEADLOCK = "40P01"  # PostgreSQL ends one of two that wait for each other


def _silent(text: str) -> None:
    """Nobody watches."""


@dataclass
class Import:
    """One call: who imports which file on which day, and what became of each sheet."""

    act: str
    path: Path
    by: Staff
    on: date
    progress: Callable[[str], None]
    digest: str = ""
    dry_run: bool = False
    tallies: dict[str, Tally] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)

    def audit(self, details: dict[str, Any]) -> None:
        about = ("ledger_file", self.digest)
        record(self.act, about=about, by=self.by, details={"file": self.path.name, **details})


class SheetImport(Protocol):
    tally: Tally

    def forget(self) -> None: ...
    def write(self, rows: list[Row]) -> dict[str, int]: ...


def import_clues(
    *,
    path: Path,
    on: date,
    by: Staff | None = None,
    channel: str = "",
    region: str = "",
    dry_run: bool = False,
    errors_to: Path | None = None,
    renamed: Renaming | None = None,
    progress: Callable[[str], None] = _silent,
) -> Import:
    """Sheet 线索 of a workbook or a text table into the ledger. `channel` and `region` stand in for blank cells;
    `renamed`: headings of another system (`mapping.renaming`).

    BadInput where the file as a whole cannot be taken; a bad row is only sent back.
    """
    defaults = _defaults(channel, region)
    ledger = read_clues(path, given=[name for name, value in defaults.items() if value], renamed=renamed)
    return _run("import_clues", path, ledger, on, by, defaults, dry_run, errors_to, progress)


def import_ledger(
    *,
    path: Path,
    on: date,
    by: Staff | None = None,
    dry_run: bool = False,
    errors_to: Path | None = None,
    renamed: Renaming | None = None,
    progress: Callable[[str], None] = _silent,
) -> Import:
    """The whole workbook: 线索 first, whatever the order of the sheets, then what hangs on them."""
    return _run("import_ledger", path, read_ledger(path, renamed=renamed), on, by, {}, dry_run, errors_to, progress)


def _defaults(channel: str, region: str) -> dict[str, str]:
    faults = []
    by_label = {label: value for value, label in Channel.choices}
    if channel and by_label.get(channel, channel) not in Channel.values:
        listed = "、".join(f"{value}（{label}）" for value, label in Channel.choices)
        faults.append(Fault(f"--channel：没有渠道“{channel}”", remedy=f"请用：{listed}"))
    if region and not Region.objects.filter(pk=region).exists():
        faults.append(Fault(f"--region：没有区划代码“{region}”", remedy="请填写现行的6位代码"))
    if faults:
        raise BadInput(faults)
    return {"channel": by_label.get(channel, channel), "region": region}


def _run(
    act: str,
    path: Path,
    ledger: Ledger,
    on: date,
    by: Staff | None,
    defaults: dict[str, str],
    dry_run: bool,
    errors_to: Path | None,
    progress: Callable[[str], None],
) -> Import:
    if errors_to:
        LedgerWriter.check_target(errors_to)
    doing = Import(
        act, path, by or operator(), on, progress, sm3(path.read_bytes()).hex(), dry_run, ignored=ledger.ignored
    )
    allowed = _allowed(doing.by)
    known = Known(on, frozenset(Region.objects.values_list("code", flat=True)), allowed)
    parties = TrialParties() if dry_run else Parties()
    with roomy(), _unswept():
        clues = _enter_clues(doing, ledger.tables.get(CLUES.name), parties, known, defaults)
        for name, kind in FACT_IMPORTS.items():
            doing.tallies[name] = Tally(SHEETS[name])
            if table := ledger.tables.get(name):
                tally = doing.tallies[name]
                tally.headings = table.headings
                sheet = kind(SHEETS[name], doing.by, on, tally, parties, allowed, clues.refused)
                sheet.foretold = clues.told if isinstance(clues, ClueTrial) else None
                _enter_facts(doing, table, sheet, known)
        if not dry_run:
            doing.audit({"sheets": {name: _counts(tally) for name, tally in doing.tallies.items() if tally.read}})
    for tally in doing.tallies.values():
        tally.settle()
    if errors_to:
        _send_back(errors_to, [doing.tallies[name] for name in ledger.tables])
    return doing


def _allowed(by: Staff) -> set[str] | None:
    """The regions that somebody may import for; the operator of the system: all."""
    if by.username == OPERATOR:
        return None
    held = areas(by, Permission.CLUE_IMPORT)
    return set(RegionReach.objects.filter(area__in=held).values_list("member_id", flat=True))


@contextmanager
def _unswept() -> Iterator[None]:
    """Millions of small values and no cycle among them: the collector, which would walk over them again and again, rests."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _enter_clues(
    doing: Import, table: Table | None, parties: Parties, known: Known, defaults: dict[str, str]
) -> ClueImport:
    tally = doing.tallies[CLUES.name] = Tally(CLUES, table.headings if table else [])
    reader = doing.path.stat().st_size >= WORTH_A_READER and can_fork()
    wanted = Sign(up=reader and not doing.dry_run)
    sieve = Sieve(known, wanted)
    kind = ClueTrial if doing.dry_run else ClueImport
    clues = kind(doing.by, doing.on, doing.path.name, tally, parties, sieve.ready, wanted if reader else None)
    clues.history = doing.act == "import_ledger"
    if table:
        # A whole ledger is history that people have stated; only what comes in as clues is read.
        fill = TextFiller.of(table) if doing.act == "import_clues" else None
        batches = sieve.batches(read_rows(table, defaults, fill), _chunk())
        if reader:
            batches = ahead(batches)
        for batch in batches:
            _write(doing, clues, clues.take(batch))
    if isinstance(clues, ClueTrial):
        tally.possible_duplicates += clues.repetitions_found()
    return clues


def _enter_facts(doing: Import, table: Table, sheet: FactImport, known: Known) -> None:
    """Rows of one owner are written together, so that a single row can be told from one of several."""
    owners: dict[Any, list[Row]] = {}
    for chunk in _chunks(_checked(read_rows(table), sheet.tally, known)):
        for row in sheet.sift(chunk):
            owners.setdefault(sheet.row_key(row)[0], []).append(row)
    waiting: list[Row] = []
    for rows in owners.values():
        waiting += rows
        if len(waiting) >= _chunk():
            _write(doing, sheet, waiting)
            waiting = []
    _write(doing, sheet, waiting)


def _checked(rows: Iterable[Row], tally: Tally, known: Known) -> Iterator[Row]:
    check = CHECKS[tally.sheet.name]
    for row in rows:
        tally.warnings += check(row, known)
        yield row


def _chunk() -> int:
    """Rows of one transaction."""
    return CHUNK[connection.vendor]


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    size = _chunk()
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _write(doing: Import, sheet: SheetImport, rows: list[Row]) -> None:
    tally = sheet.tally
    if rows:
        tally.add(_write_again(doing, sheet, rows))
        for row in rows:
            if row.faults:
                tally.reject(row)
    doing.progress(f"{tally.sheet.name}：已处理 {tally.read} 行，退回 {len(tally.returned)} 行")


def _write_again(doing: Import, sheet: SheetImport, rows: list[Row]) -> dict[str, int]:
    """Write a chunk; where somebody else enters one of its rows or parties at the same moment, look again and go on."""
    for tries_left in reversed(range(TRIES)):
        try:
            return _write_chunk(doing, sheet, rows)
        except (IntegrityError, OperationalError) as crossed:
            locked = getattr(crossed.__cause__, "sqlstate", "") == DEADLOCK
            if not tries_left or not (locked or isinstance(crossed, IntegrityError)):
                raise
            sheet.forget()
    raise AssertionError("unreachable")


def _write_chunk(doing: Import, sheet: SheetImport, rows: list[Row]) -> dict[str, int]:
    for row in rows:
        row.faults.clear()
    if doing.dry_run:
        return sheet.write(rows)
    with transaction.atomic():
        take_turn()
        done = sheet.write(rows)
        check_references()  # before the head of the audit chain is held, for which every other act waits
        numbers = [row.number for row in rows]
        doing.audit({"sheet": sheet.tally.sheet.name, "rows": [min(numbers), max(numbers)], **done})
    return done


def _counts(tally: Tally) -> dict[str, int]:
    return {name: count for name, count in tally.as_json().items() if isinstance(count, int)}


def _send_back(target: Path, tallies: list[Tally]) -> None:
    with LedgerWriter(target) as writer:
        for tally in tallies:
            writer.write_returned(tally.sheet, tally.headings, [(cells, why) for _, cells, why in tally.returned])
