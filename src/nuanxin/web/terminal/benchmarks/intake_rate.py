"""Registering clues over the interface, with duplicate look-up, ÷ bare inserts of the same rows (limit 6); and p99
while an import runs beside it."""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nuanxin.foundation.organisations.models import ApiToken, Staff
from nuanxin.foundation.organisations.tokens import digest_of
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.match_keys import MatchKey
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import ClueSeries
from nuanxin.web.terminal.benchmarks.figures import Report, percentile, stopwatch, timed
from nuanxin.web.terminal.benchmarks.invent import Ledger
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions
from nuanxin.web.terminal.benchmarks.sheets import write_sheet

ROWS = 100_000
DATABASES = ("postgresql", "sqlite")
_ROUNDS, _POSTS = 40, 10  # by turns, so that other work on the machine weighs on both alike
_SAMPLES = 20  # registrations whose rows are written again bare
_TOKEN = "a-token-for-the-bench"  # noqa: S105  (of a scratch database)
_IMPORT_ROWS = 20_000


def measure(report: Report) -> None:
    """Ledger of `rows` clues first; then posts and bare inserts of what posts wrote by turns, and posts beside an import."""
    make_regions()
    unit, officer = make_officer()
    load_clues(Ledger(5, report.rows), unit, officer)
    _begin_series(report.rows)
    ApiToken.objects.create(
        account=officer, purpose="bench", digest=digest_of(_TOKEN), scopes=["clues:write", "clues:read"],
        issued_on=date(2024, 1, 1), issued_by=officer, valid_to=date(2099, 1, 1),
    )  # fmt: skip
    bodies = _bodies(officer)
    _post(bodies, 20)
    samples = [_rows_of_one_post(bodies) for _ in range(_SAMPLES)]
    bare, times, bare_times = _bare(samples), [], []
    for _ in range(_ROUNDS):
        times += _post(bodies, _POSTS)
        bare_times += [timed(lambda: next(bare)) for _ in range(_POSTS)]
    report.add("接口登记", len(times) / sum(times), "条/秒")
    report.add("接口登记（中位）", median(times) * 1000, "毫秒")
    report.add("接口登记（p99）", percentile(times, 0.99) * 1000, "毫秒")
    report.add("一次登记的语句", _statements(bodies), "条")
    report.add("一次登记写入的行", sum(map(len, samples)) / len(samples), "行")
    report.add("裸写入同样的行", len(bare_times) / sum(bare_times), "次/秒")
    report.add("裸写入 ÷ 接口登记", sum(times) / sum(bare_times), limit=6)
    beside = _post_beside_an_import(bodies)
    report.add("导入进行时接口登记（p99）", percentile(beside, 0.99) * 1000, "毫秒")
    report.add("导入进行时接口登记", len(beside), "条")


def _begin_series(rows: int) -> None:
    """The loaded clues carry numbers of their own making: new ones begin behind them."""
    places = set(Clue.objects.values_list("region_id", "received_on__year"))
    ClueSeries.objects.bulk_create(ClueSeries(region_code=r, year=y, next_number=rows + 1) for r, y in places)


def _statements(bodies: Iterator[dict[str, Any]]) -> int:
    with CaptureQueriesContext(connection) as asked:
        _post(bodies, 1)
    return len(asked.captured_queries)


def _bodies(officer: Staff) -> Iterator[dict[str, Any]]:
    """Endless new claims of the officer's county, every tenth one told before."""
    rng = random.Random(8)  # noqa: S311
    before: list[ClueFacts] = []
    serial = itertools.count(1)
    for facts in Ledger(77, 500_000):
        chosen = rng.choice(before) if before and rng.random() < 0.1 else facts
        before = [*before[-200:], chosen]
        yield _body(chosen, next(serial))


def _body(facts: ClueFacts, number: int) -> dict[str, Any]:
    person = facts.people[0] if facts.people else None
    return {
        "external_number": f"bench-{number}",
        "channel": "12345",
        "received_on": str(facts.received_on),
        "region": "410721",
        "employer_name": "".join(facts.firms[:1]),
        "project_name": "".join(facts.projects[:1]),
        "place": facts.place or "工地",
        "owed_from": facts.owed_from,
        "owed_to": facts.owed_to,
        "persons": facts.persons,
        "amount_fen": facts.amount_fen,
        "demand": "拖欠工资",
        "reporter": {"name": person.name, "id_number": person.id_number, "phone": person.phone} if person else None,
    }


def _post(bodies: Iterator[dict[str, Any]], count: int) -> list[float]:
    client, times = _client(), []
    for body in itertools.islice(bodies, count):
        text = json.dumps(body)
        with stopwatch() as seconds:
            answer = client.post("/api/v1/clues", text, content_type="application/json")
            times.append(seconds())
        if answer.status_code != 201:
            raise RuntimeError(f"接口答复 {answer.status_code}：{answer.content.decode()[:300]}")
    return times


@cache
def _client() -> Client:
    """One for all: the first request of each reads the middleware and the list of static files."""
    return Client(headers={"authorization": f"Bearer {_TOKEN}"})


@dataclass(frozen=True)
class Written:
    """One row that a registration wrote: table, columns, values, and which columns must differ in every copy."""

    table: str
    columns: tuple[str, ...]
    values: tuple[Any, ...]
    unique: frozenset[str]
    spread: str = ""  # a column of clue numbers that takes another clue in every copy


def _rows_of_one_post(bodies: Iterator[dict[str, Any]]) -> list[Written]:
    """The rows that the next post adds, table by table (tables keyed by a running number)."""
    tables = [m for m in apps.get_models() if m._meta.managed and isinstance(m._meta.pk, models.AutoField)]
    before = {model: _last(model) for model in tables}
    _post(bodies, 1)
    written = []
    for model in tables:
        last = before[model]
        new = model._default_manager.order_by("pk")
        for row in new.filter(pk__gt=last) if last is not None else new:
            written.append(_written(row))
    keys = MatchKey.objects.filter(clue_id=_last(Clue)).values_list("key", "clue_id")
    both = ("key", "clue_id")
    return written + [Written(MatchKey._meta.db_table, both, tuple(key), frozenset(both)) for key in keys]


def _last(model: type[models.Model]) -> Any:
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first()


def _written(row: models.Model) -> Written:
    fields = [f for f in row._meta.concrete_fields if not f.primary_key]
    values = tuple(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields)
    unique, spread = {f.column for f in fields if f.unique}, ""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            named = [f for f in fields if f.name in constraint.fields]
            plain = {f.column for f in named if isinstance(f, models.CharField | models.IntegerField)}
            unique |= plain
            spread = spread or ("" if plain else next((f.column for f in named if f.related_model is Clue), ""))
    return Written(row._meta.db_table, tuple(f.column for f in fields), values, frozenset(unique), spread)


def _bare(samples: list[list[Written]]) -> Iterator[None]:
    """Each step writes what one registration wrote: nothing checked, found, sealed or chained, only INSERTs and a COMMIT."""
    serial, spread = itertools.count(10**6), itertools.count(1)
    ready = [[(_insert(row), row) for row in written] for written in samples]
    with connection.cursor() as cursor:
        for statements in itertools.cycle(ready):
            with transaction.atomic():
                for statement, row in statements:
                    cursor.execute(statement, _copy(row, next(serial), spread))
            yield


def _insert(row: Written) -> str:
    marks = ", ".join(["%s"] * len(row.columns))
    columns = ", ".join(connection.ops.quote_name(column) for column in row.columns)
    return f"INSERT INTO {row.table} ({columns}) VALUES ({marks})"  # noqa: S608


def _copy(row: Written, serial: int, spread: Iterator[int]) -> list[Any]:
    return [_other(row, column, value, serial, spread) for column, value in zip(row.columns, row.values, strict=True)]


def _other(row: Written, column: str, value: Any, serial: int, spread: Iterator[int]) -> Any:
    if column == row.spread:
        return next(spread)
    if column not in row.unique or value is None:
        return value
    return serial if isinstance(value, int) else f"~{serial}"


def _post_beside_an_import(bodies: Iterator[dict[str, Any]]) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "beside.xlsx"
        write_sheet(path, min(_IMPORT_ROWS, Clue.objects.count()), 91)  # a small trial stays small
        command = [sys.executable, "-m", "nuanxin", "import_clues", str(path)]
        beside = subprocess.Popen(command, env=os.environ.copy(), stdout=subprocess.DEVNULL)  # noqa: S603
        times: list[float] = []
        while beside.poll() is None or not times:
            times += _post(bodies, 10)
        if beside.returncode:
            raise RuntimeError("旁边的导入没有完成，原因见上")
        return times
