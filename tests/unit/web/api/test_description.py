"""The interface describes itself, and keeps to the description whatever is thrown at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import hypothesis
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.employers.tokens import issue_employer_token
from tests.conftest import TODAY, People
from tests.employer_scene import BOSS, make_firms
from tests.unit.rights.intake.clues import a_clue
from tests.unit.web.api.conftest import System

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
pytestmark = [
    pytest.mark.django_db,
    # The tool's own use of its dependencies, not ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning"),
]
OPERATIONS = {
    ("post", "/api/v1/messages/reports"),
    ("get", "/api/v1/clues"), ("post", "/api/v1/clues"), ("get", "/api/v1/clues/{number}"), ("get", "/api/v1/clues/{number}/events"),
    ("get", "/api/v1/reports/winter"), ("get", "/api/v1/due-date"), ("get", "/api/v1/credit/listed"),
    ("get", "/api/v1/employer/sites"), ("get", "/api/v1/employer/sites/{number}/wages/{month}"),
    ("put", "/api/v1/employer/sites/{number}/wages/{month}"),
}  # fmt: skip
EXAMPLES = 12


@contextmanager
def one_connection() -> Iterator[None]:
    """A server tidies its connection around each request; here the test's own transaction must live on.

    Django's client does the same for its own requests, and lets the tidying in again after each: so open this after the
    last use of a client.
    """
    for signal in (request_started, request_finished):
        assert signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def of_a_firm(people: People) -> tuple[str, str]:
    """The header of a firm's own system, and the number of its site."""
    firms = make_firms(people)
    _row, text = issue_employer_token(
        account=firms.account, project=None, purpose="对接", valid_to=TODAY + timedelta(days=9), by=firms.caller(BOSS),
        on=TODAY,
    )  # fmt: skip
    return f"Bearer {text}", str(firms.site.pk)


def test_the_description_is_openapi_3_1(db: None, settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    answer = Client().get("/api/v1/openapi.json")
    told = answer.json()
    assert (answer.status_code, told["openapi"]) == (200, "3.1.0")
    assert {(how, path) for path, item in told["paths"].items() for how in item} == OPERATIONS
    for item in told["paths"].values():
        for operation in item.values():
            assert operation["security"]
            assert {"200", "401", "422"} <= set(operation["responses"])


@pytest.mark.parametrize("operation", sorted(OPERATIONS), ids=" ".join)
def test_it_keeps_to_its_description(operation: tuple[str, str], people: People, system: Callable[..., System]) -> None:
    known = a_clue(people.owner)
    token, number = system(people.owner).header, str(known.number)
    if "/employer/" in operation[1]:
        token, number = of_a_firm(people)
    schema = schemathesis.openapi.from_dict(Client().get("/api/v1/openapi.json").json())
    schema.app = get_wsgi_application()
    how, path = operation
    checks = [
        schemathesis.checks.not_a_server_error,
        *(c for c in schemathesis.checks.CHECKS.get_all() if c.__name__ in (
            "status_code_conformance", "content_type_conformance", "response_schema_conformance", "response_headers_conformance",
        )),
    ]  # fmt: skip
    asked = 0

    @hypothesis.given(case=schema[path][how.upper()].as_strategy())
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def conforms(case: Any) -> None:
        nonlocal asked
        asked += 1
        if "number" in (case.path_parameters or {}) and asked % 2:
            case.path_parameters["number"] = number
        case.call_and_validate(headers={"Authorization": token}, checks=checks)

    with one_connection():
        conforms()
    assert asked >= EXAMPLES // 2
    assert Clue.objects.filter(pk=known.pk).exists()
