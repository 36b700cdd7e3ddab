"""Figures over the interface are the figures of the commands."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from nuanxin.foundation.organisations.tokens import Scope
from tests.conftest import TODAY, People
from tests.property.random_ledger import RandomLedger
from tests.unit.web.api.conftest import System

pytestmark = pytest.mark.django_db
Connect = Callable[..., System]


def command(name: str, *arguments: str) -> Any:
    out = io.StringIO()
    call_command(name, *arguments, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_the_winter_form_is_the_commands(people: People, system: Connect) -> None:
    RandomLedger(3).write()
    window = {"region": "410700", "start": "2023-11-15", "end": "2024-02-10"}
    asking = system(people.coordinator, Scope.REPORTS_READ)
    for as_of in (TODAY, date(2023, 12, 1)):
        told = command("winter_report", *(f"--{key}={value}" for key, value in window.items()), f"--as-of={as_of}")
        assert asking.get("reports/winter", **window, as_of=str(as_of)).json() == told
    today = asking.get("reports/winter", **window).json()
    assert today == asking.get("reports/winter", **window, as_of=str(TODAY)).json()
    assert any(any(cells.values()) for cells in today["rows"].values())


def test_the_winter_form_only_of_the_own_area(people: People, system: Connect) -> None:
    window = {"region": "410721", "start": "2023-11-15", "end": "2024-02-10"}
    assert system(people.stranger).get("reports/winter", **window).status_code == 403
    assert system(people.auditor).get("reports/winter", **window).status_code == 403
    assert system(people.owner).get("reports/winter", **window | {"end": "2023-01-01"}).status_code == 422
    assert system(people.owner).get("reports/winter", region="410721").status_code == 422


@pytest.mark.parametrize(
    "asked",
    [
        {"term": "insp.accept", "start": "2024-01-03", "region": "410721"},
        {"term": "insp.accept", "start": "2024-01-03T15:30", "region": "410721"},
        {
            "term": "insp.invest",
            "start": "2024-01-03",
            "region": "410721",
            "pause": "2024-02-01:2024-02-05",
            "extended": True,
        },
    ],
)
def test_a_due_date_is_the_commands(people: People, system: Connect, asked: dict[str, Any]) -> None:
    line = [f"--{key}={value}" for key, value in asked.items() if key != "extended"]
    told = command("due_date", *line, *(["--extended"] if "extended" in asked else []))
    answer = system(people.owner, Scope.REPORTS_READ).get("due-date", **asked)
    assert (answer.status_code, answer.json()) == (200, told)


@pytest.mark.parametrize(
    "wrong",
    [
        {"term": "no.such"},
        {"region": "999999"},
        {"start": "2024-02-30"},
        {"start": "9999-12-31"},
        {"start": "yesterday"},
        {"pause": "2024-02-05:2024-02-01"},
        {"pause": "soon"},
    ],
)
def test_a_due_date_that_cannot_be(people: People, system: Connect, wrong: dict[str, str]) -> None:
    asked = {"term": "insp.invest", "start": "2024-01-03", "region": "410721"} | wrong
    answer = system(people.owner).get("due-date", **asked)
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["message"]
