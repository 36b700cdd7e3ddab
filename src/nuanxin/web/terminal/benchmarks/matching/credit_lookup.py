"""Is this employer listed: the interface asked by code and by name over an invented list, ÷ a bare indexed equality query.

The whole way is measured: token, question, match of the name, entry in the audit chain, answer. The bare query reads one
row of the same table by the same code and writes nothing; no answer that is put on record can be as fast.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from statistics import median
from typing import Any

from django.db import connection, transaction
from django.test import Client

from nuanxin.foundation.common.credit_code import credit_code_check_digit
from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.models import ApiToken, Staff, Unit
from nuanxin.foundation.organisations.tokens import digest_of
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case
from nuanxin.rights.credit.alike import index_missing
from nuanxin.rights.credit.models import Listing
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.benchmarks import words
from nuanxin.web.terminal.benchmarks.figures import Report, percentile, timed
from nuanxin.web.terminal.benchmarks.invent import Ledger, by_ear
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions, write_rows

ROWS = 20_000
DATABASES = ("postgresql", "sqlite")
_TOKEN = "a-token-for-the-bench"  # noqa: S105  (of a scratch database)
_DECIDED, _UNTIL = date(2023, 6, 1), date(2999, 1, 1)
_TIMES = 200
_ASKED = 60  # different questions of a kind
_AT_ONCE = 20_000
_BARE = "SELECT id, name, decided_on, until FROM credit_listing WHERE credit_code = %s"


@dataclass(frozen=True)
class Firm:
    """A listed employer."""

    name: str
    code: str
    region: str


def measure(report: Report) -> None:
    """Load the list; then every kind of question and the bare query by turns, so that other work weighs on all alike."""
    make_regions()
    unit, officer = make_officer()
    firms = load(report.rows, unit, officer)
    ApiToken.objects.create(
        account=officer, purpose="bench", digest=digest_of(_TOKEN), scopes=["credit:read"],
        issued_on=date(2024, 1, 1), issued_by=officer, valid_to=date(2099, 1, 1),
    )  # fmt: skip
    rng = random.Random(17)  # noqa: S311
    chosen = rng.sample(firms, min(_ASKED, len(firms)))
    client = Client(headers={"authorization": f"Bearer {_TOKEN}"})
    kinds: dict[str, list[dict[str, str]]] = {
        "按信用代码，在名单上": [{"credit_code": one.code} for one in chosen],
        "按信用代码，没有记录": [{"credit_code": _code(9_000_000 + n)} for n in range(_ASKED)],
        "按名称和区划": [{"name": one.name, "region": one.region} for one in chosen],
        "按名称": [{"name": one.name} for one in chosen],
        "名称听错一字，有区划": [{"name": _slip(one.name, rng), "region": one.region} for one in chosen],
        "名称听错一字": [{"name": _slip(one.name, rng)} for one in chosen],
        "没有的名称": [{"name": f"{_slip(one.name[::-1], rng)}合作社"} for one in chosen],
    }
    bare, times = _by_turns(client, kinds, chosen)
    report.add("裸查询（p50）", median(bare) * 1000, "毫秒")
    report.add("裸查询（p95）", percentile(bare, 0.95) * 1000, "毫秒")
    for kind, found in times.items():
        report.add(f"{kind}（p50）÷ 裸查询", median(found) / median(bare))
        report.add(f"{kind}（p95）÷ 裸查询", percentile(found, 0.95) / percentile(bare, 0.95))
        report.add(f"{kind}（p95）", percentile(found, 0.95) * 1000, "毫秒")
    report.add("听错一字仍列出该单位", _recall(client, kinds["名称听错一字"], chosen), at_least=True, limit=0.95)
    report.add("在名单上却答否", _denied(client, kinds["按信用代码，在名单上"] + kinds["按名称和区划"]), "次", limit=0)


def _by_turns(
    client: Client, kinds: dict[str, list[dict[str, str]]], firms: list[Firm]
) -> tuple[list[float], dict[str, list[float]]]:
    """Seconds of each bare query, and of each question of each kind. The first turn warms up and does not count."""
    bare: list[float] = []
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    asked = {kind: cycle(questions) for kind, questions in kinds.items()}
    codes = cycle(one.code for one in firms)
    for turn in range(_TIMES + 1):
        took = timed(_bare(next(codes)))
        bare += [took] if turn else []
        for kind, questions in asked.items():
            took = timed(_question(client, next(questions)))
            times[kind] += [took] if turn else []
    return bare, times


def _bare(code: str) -> Callable[[], object]:
    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_BARE, [code])
            cursor.fetchall()

    return read


def _question(client: Client, said: dict[str, str]) -> Callable[[], object]:
    def ask() -> None:
        answer = client.get("/api/v1/credit/listed", said)
        if answer.status_code != 200:
            raise RuntimeError(answer.content.decode())

    return ask


def _recall(client: Client, questions: list[dict[str, str]], firms: list[Firm]) -> float:
    """Of the names told with a slip, how many were answered with the employer itself or with it among those alike."""
    found = 0
    for said, firm in zip(questions, firms, strict=True):
        told = client.get("/api/v1/credit/listed", said).json()
        found += firm.code in {told["credit_code"], *(one["credit_code"] for one in told["alike"])}
    return found / len(firms)


def _denied(client: Client, questions: list[dict[str, str]]) -> int:
    return sum(client.get("/api/v1/credit/listed", said).json()["listed"] is not True for said in questions)


def load(rows: int, unit: Unit, officer: Staff) -> list[Firm]:
    """So many listed employers, each with the clue and the file that a listing stands on."""
    load_clues(Ledger(23, rows), unit, officer, people=False, keys=False)
    clues = list(Clue.objects.order_by("pk").values_list("pk", "region_id")[:rows])
    firms = [firm for firm, _ in zip(_firms(cycle(region for _, region in clues)), clues, strict=False)]
    _write(Employer, [_employer(n, one) for n, one in enumerate(firms, 1)])
    _write(Case, [_case(n, clue, unit, officer) for n, (clue, _) in enumerate(clues, 1)])
    _write(Listing, [_listing(n, one, unit) for n, one in enumerate(firms, 1)])
    index_missing()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return firms


def _write(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        with transaction.atomic():
            write_rows(model, rows[start : start + _AT_ONCE])


def _firms(regions: Iterator[str]) -> Iterator[Firm]:
    """Different invented employers without end: a place, a brand of two to four signs, a trade."""
    rng, seen = random.Random(29), set[str]()  # noqa: S311
    for serial, region in enumerate(regions, 1):
        name = ""
        while not name or name in seen:
            brand = "".join(rng.choices(words.BRAND, k=rng.choice((2, 2, 3, 4))))
            name = rng.choice(words.PLACES) + brand + rng.choice(words.TRADES)[0]
        seen.add(name)
        yield Firm(name, _code(serial), region)


def _code(serial: int) -> str:
    first = f"91410700MA{serial:07d}"
    return first + credit_code_check_digit(first)


def _slip(name: str, rng: random.Random) -> str:
    """The name as it is heard: one sign of its brand written as another that sounds the same."""
    place = next((len(one) for one in words.PLACES if name.startswith(one)), 0)
    return name[:place] + by_ear(name[place:], rng)


def _employer(key: int, firm: Firm) -> dict[str, Any]:
    return {
        "id": key, "name": firm.name, "name_key": name_key(firm.name), "credit_code": firm.code, "sector": "construction",
        "region_id": firm.region, "address": "", "legal_representative": "", "phone": "",
    }  # fmt: skip


def _case(key: int, clue: int, unit: Unit, officer: Staff) -> dict[str, Any]:
    return {
        "id": key, "clue_id": clue, "number": f"失信字{key}", "procedure": "dishonest_listing", "procedure_version": "2022.1",
        "step": "publish", "unit_id": unit.pk, "officer_id": officer.pk, "opened_on": _DECIDED, "closing": "",
    }  # fmt: skip


def _listing(key: int, firm: Firm, unit: Unit) -> dict[str, Any]:
    return {
        "id": key, "case_id": key, "employer_id": key, "name": firm.name, "credit_code": firm.code, "region_id": firm.region,
        "unit_id": unit.pk, "state": "listed", "ground": "amount", "tested": "[]", "proposed_on": _DECIDED,
        "decided_on": _DECIDED, "number": f"新人社失信〔2023〕{key}号", "until": _UNTIL, "removed_why": "",
    }  # fmt: skip
