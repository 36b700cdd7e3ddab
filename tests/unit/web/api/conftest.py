"""Systems that come in by the interface: each with the token of an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.organisations.models import ApiToken
from nuanxin.foundation.organisations.tokens import Scope, issue_token
from tests.conftest import TODAY, People, person


@dataclass
class System:
    """Another system: asks with its token."""

    token: ApiToken
    text: str

    @property
    def header(self) -> str:
        return f"Bearer {self.text}"

    def get(self, path: str, **query: Any) -> Any:
        return Client().get(f"/api/v1/{path}", query, headers={"authorization": self.header})

    def post(self, path: str, body: Any) -> Any:
        return Client().post(
            f"/api/v1/{path}", body, content_type="application/json", headers={"authorization": self.header}
        )


@pytest.fixture
def security(people: People) -> Any:
    return person("security", "卫安全", people.owner.unit, "security_admin")


@pytest.fixture
def system(security: Any, settings: Any) -> Callable[..., System]:
    """Issue a token for an account and speak with it."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)

    def connect(account: Any, *scopes: Scope, valid_to: date = TODAY + timedelta(days=30)) -> System:
        given = scopes or tuple(Scope)
        return System(
            *issue_token(account=account, purpose="对接", scopes=given, valid_to=valid_to, by=security, on=TODAY)
        )

    return connect
