"""Two hundred people at the same moment (ruoyi-vue-pro#589): no list, count, search, opened file, export or answer of the
interface shows one of them a row of another place. Then every thread goes on as somebody else, as threads of a server do.

On PostgreSQL the connections are shared out, for a server has fewer of them than there are threads.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import ApiToken, Post, Region, RegionReach, Staff, Unit
from nuanxin.foundation.organisations.tokens import Scope, digest_of
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, at
from tests.unit.foundation.threads import as_in_service, at_once
from tests.unit.web.officer.conftest import passed

pytestmark = pytest.mark.django_db(transaction=True)
COUNTIES, THREADS, CLUES_EACH = 40, 200, 4
CONNECTIONS = 24  # at one time on PostgreSQL
NUMBER = re.compile(r"4107\d\d-2024-\d{6}")
FIRM = re.compile(r"乙(4107\d\d)建筑")
HOUSE = ClientHandler(enforce_csrf_checks=False)
COUNT = re.compile(r"共\s*<[^>]+>\s*([\d,]+)")


class Browser(RequestFactory):
    """Signed in, and through the whole house; the test client would tell every thread of every template drawn by another."""

    def __init__(self, staff: Staff | None = None) -> None:
        super().__init__()
        if staff is not None:
            client = Client()
            client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
            passed(client)
            self.cookies = client.cookies

    def request(self, **asked: Any) -> Any:
        """The answer instead of the bare request."""
        return HOUSE(self._base_environ(**asked))


@dataclass
class Person:
    """Who asks, with what he may see worked out from plain data: numbers of clues, codes of counties."""

    staff: Staff
    token: str
    numbers: frozenset[str]
    counties: frozenset[str]
    exports: bool
    client: Browser


@pytest.fixture
def everybody(regions: None, settings: Any) -> list[Person]:
    """Forty counties with five people each: three inspectors, a head, a housing officer who sees his own unit's files only."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    codes = [str(410730 + n) for n in range(COUNTIES)]
    Region.objects.bulk_create(
        Region(code=code, name=f"县{code}", full_name=f"县{code}", level="county", parent_id="410700") for code in codes
    )
    RegionReach.objects.bulk_create(
        RegionReach(area_id=area, member_id=code) for code in codes for area in (code, "410700", "410000")
    )
    return [one for code in codes for one in _county(code)]


def _county(code: str) -> Iterator[Person]:
    kinds = ("hrss", "housing")
    bureau, housing = (
        Unit.objects.create(code=f"{kind}-{code}", name=f"{kind}{code}", short_name=f"{kind}{code}", kind=kind, region_id=code)
        for kind in kinds
    )  # fmt: skip
    duties = [("inspector", bureau)] * 3 + [("inspection_head", bureau), ("department_officer", housing)]
    staff = [
        Staff.objects.create(username=f"{code}-{n}", name=f"员{code}{n}", unit=unit, password="!")
        for n, (_, unit) in enumerate(duties)
    ]
    Post.objects.bulk_create(
        Post(staff=one, unit=unit, duty=duty, region_id=code, valid_from=date(2019, 1, 1))
        for one, (duty, unit) in zip(staff, duties, strict=True)
    )
    held: dict[Unit, set[str]] = {bureau: set(), housing: set()}
    for n in range(CLUES_EACH):
        unit, number = (housing if n == 0 else bureau), f"{code}-2024-{n:06d}"
        held[unit].add(number)
        officer = staff[4] if unit is housing else staff[n % 3]
        Clue.objects.create(
            number=number, channel="visit", received_on=TODAY, recorded_on=TODAY, sector="other", region_id=code, unit=unit,
            employer=Employer.objects.create(name=f"乙{code}建筑{n}", region_id=code), officer=officer, first_officer=officer,
        )  # fmt: skip
    for one, (duty, unit) in zip(staff, duties, strict=True):
        seen = held[housing] if unit is housing else held[bureau] | held[housing]
        text = f"token-{one.username}"
        ApiToken.objects.create(
            account=one, purpose="对接", digest=digest_of(text), scopes=[str(Scope.CLUES_READ)], issued_on=TODAY,
            issued_by=one, valid_to=date(2099, 1, 1),
        )  # fmt: skip
        yield Person(one, text, frozenset(seen), frozenset({code}), duty != "department_officer", Browser(one))


WAYS = ("search", "file", "export", "interface", "foreign")


def wrong(person: Person, foreign: str, way: str = "") -> list[str]:
    """What the person was shown that is not his, or not shown that is: the list with its count, and one way more."""
    found = []

    def shown(where: str, text: str, *, whole: bool) -> None:
        numbers, firms = set(NUMBER.findall(text)), set(FIRM.findall(text))
        if numbers - person.numbers or firms - person.counties or (whole and numbers != person.numbers):
            found.append(f"{where} of {person.staff.username}: {sorted(numbers)} {sorted(firms)}")

    listed = person.client.get("/officer/clues/").content.decode()
    shown("list", listed, whole=True)
    count = COUNT.search(listed)
    if count is None or int(count[1]) != len(person.numbers):
        found.append(f"count of {person.staff.username}: {count and count[1]}")
    if way == "search":
        shown(way, person.client.post("/officer/search/", {"q": "建筑"}).content.decode(), whole=False)
    elif way == "file":
        opened = person.client.get(f"/officer/clues/{min(person.numbers)}/")
        shown(way, opened.content.decode(), whole=False)
        if opened.status_code != 200:
            found.append(f"own file of {person.staff.username}: {opened.status_code}")
    elif way == "export" and person.exports:
        answer = person.client.post("/officer/clues/", {"act": "export"})
        shown(way, _text_of(b"".join(answer.streaming_content)), whole=True)  # type: ignore[attr-defined]
    elif way == "interface":
        answer = Browser().get("/api/v1/clues", headers={"authorization": f"Bearer {person.token}"})
        shown(way, answer.content.decode(), whole=True)
    elif way == "foreign":
        refused = person.client.get(f"/officer/clues/{foreign}/")
        if refused.status_code != 404 or set(FIRM.findall(refused.content.decode())) - person.counties:
            found.append(f"{foreign} opened by {person.staff.username}: {refused.status_code}")
    return found


def _text_of(workbook: bytes) -> str:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])


def test_nobody_sees_a_foreign_row(everybody: list[Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nuanxin.web.patterns import moment

    monkeypatch.setattr(moment, "occasion", lambda **_: occasion(at=at(TODAY), source="test"))
    assert len(everybody) == THREADS
    assert wrong(everybody[0], min(everybody[-1].numbers)) == []  # the house is open before the crowd comes
    turns = Semaphore(CONNECTIONS if connection.vendor == "postgresql" else THREADS)

    def thread(n: int) -> Any:
        """As oneself, then as somebody of another county, in the same thread."""

        def work() -> list[str]:
            found = []
            for who, way in ((n, WAYS[n // 5 % len(WAYS)]), ((n + 67) % THREADS, "")):
                foreign = min(everybody[(who + 100) % THREADS].numbers)
                with turns:
                    found += wrong(everybody[who], foreign, way)
                    if connection.vendor == "postgresql":
                        connections.close_all()
            return found

        return work

    with as_in_service(tmp_path):
        answers = at_once([thread(n) for n in range(THREADS)])
    assert [one for found in answers for one in found] == []


def test_the_watch_would_see_a_leak(everybody: list[Person]) -> None:
    """The same round says so where somebody has one row too many, and where one is missing."""
    one, other = everybody[0], everybody[5]
    foreign = min(other.numbers)
    for way in WAYS:
        assert wrong(one, foreign, way) == []
        assert len(wrong(replace(one, client=other.client, token=other.token), foreign, way)) >= 2
    assert wrong(replace(one, numbers=one.numbers | {foreign}), foreign)
