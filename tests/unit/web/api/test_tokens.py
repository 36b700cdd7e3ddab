"""A token opens what it is for, while it holds, and never more than its account may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import ApiToken
from nuanxin.foundation.organisations.tokens import Scope, issue_token, revoke_token
from tests.conftest import TODAY, People, at
from tests.unit.web.api.conftest import System

pytestmark = pytest.mark.django_db
Connect = Callable[..., System]


def test_without_a_valid_token_nothing(people: People, system: Connect) -> None:
    good = system(people.owner)
    for header in (
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": f"Basic {good.text}"},
        {"authorization": "Bearer "},
    ):
        answer = Client().get("/api/v1/clues", headers=header)
        assert answer.status_code == 401
        assert answer.json()["what"] == "令牌无效"
        assert answer["WWW-Authenticate"] == "Bearer"
    assert good.get("clues").status_code == 200


def test_a_signed_in_browser_is_no_token(people: People, system: Connect) -> None:
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/clues").status_code == 401


def test_a_token_is_kept_as_a_digest_only(people: People, system: Connect) -> None:
    given = system(people.owner)
    kept = ApiToken.objects.filter(pk=given.token.pk).values().get()
    assert given.text not in str(kept)
    issued = AuditEvent.objects.get(act="token.issued")
    assert given.text not in str(issued.details)


def test_a_token_ends_on_its_day(people: People, system: Connect) -> None:
    given = system(people.owner, valid_to=TODAY + timedelta(days=1))
    for days, expected in ((0, 200), (1, 200), (2, 401)):
        with occasion(at=at(TODAY + timedelta(days=days)), source="test"):
            assert given.get("clues").status_code == expected


def test_a_revoked_token_is_none(people: People, system: Connect, security: Any) -> None:
    given = system(people.owner)
    revoke_token(token=given.token, by=security, on=TODAY)
    assert given.get("clues").status_code == 401
    assert AuditEvent.objects.filter(act="token.revoked").count() == 1


def test_the_token_of_a_closed_account_is_none(people: People, system: Connect) -> None:
    given = system(people.owner)
    people.owner.is_active = False
    people.owner.save()
    assert given.get("clues").status_code == 401


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_is_only_for_its_scope(people: People, system: Connect, scope: Scope) -> None:
    given = system(people.owner, scope)
    window = {"region": "410721", "start": "2023-11-15", "end": "2024-02-10"}
    got = {
        Scope.CLUES_READ: given.get("clues").status_code,
        Scope.CLUES_WRITE: given.post("clues", {}).status_code,
        Scope.REPORTS_READ: given.get("reports/winter", **window).status_code,
        Scope.CREDIT_READ: given.get("credit/listed", name="某公司").status_code,
        Scope.MESSAGES_REPORT: given.post("messages/reports", {}).status_code,
    }
    opened = {Scope.CLUES_READ: 200, Scope.CLUES_WRITE: 422, Scope.REPORTS_READ: 200, Scope.CREDIT_READ: 200}
    opened |= {Scope.MESSAGES_REPORT: 422}
    assert got == {each: opened[each] if each == scope else 401 for each in Scope}


def test_only_the_security_administrator_issues_and_revokes(people: People, system: Connect, security: Any) -> None:
    given = system(people.owner)
    with pytest.raises(NotAllowed):
        issue_token(
            account=people.owner, purpose="x", scopes=[], valid_to=TODAY + timedelta(days=9), by=people.head, on=TODAY
        )
    with pytest.raises(NotAllowed):
        revoke_token(token=given.token, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="不晚于今天"):
        issue_token(account=people.owner, purpose="x", scopes=[], valid_to=TODAY, by=security, on=TODAY)
    assert given.get("clues").status_code == 200
