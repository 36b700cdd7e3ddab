"""Keys for other systems: issued by the security administrator, shown once, kept as a digest, ended on a day."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import ApiToken, Staff, Unit
from nuanxin.foundation.organisations.permission import holds
from nuanxin.foundation.rows.finding import found

# Asked at every request: written out, since working out the statement takes Django longer than the database answers.
_HOLDING = """
    SELECT account.*, token.scopes FROM organisations_apitoken token
      JOIN organisations_staff account ON account.id = token.account_id
     WHERE token.digest = %s AND token.revoked_on IS NULL AND token.valid_to >= %s AND account.is_active"""
_UNIT = "SELECT * FROM organisations_unit WHERE id = %s"


class Scope(StrEnum):
    """What a token is for; the account's own rights narrow it further."""

    CLUES_READ = "clues:read"
    CLUES_WRITE = "clues:write"
    REPORTS_READ = "reports:read"
    CREDIT_READ = "credit:read"
    MESSAGES_REPORT = "messages:report"


@transaction.atomic
def issue_token(
    *, account: Staff, purpose: str, scopes: Sequence[Scope], valid_to: date, by: Staff, on: date
) -> tuple[ApiToken, str]:
    """A new token and its text, which is never shown again."""
    if not holds(by, Permission.RIGHTS_MANAGE):
        raise NotAllowed("您没有权限签发接口令牌", why="这需要“安全管理员”职责", remedy="请联系安全管理员")
    if valid_to <= on:
        raise Refusal("令牌不能签发", why=f"有效期至{valid_to}，不晚于今天", remedy="请填写以后的日期")
    text = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account, purpose=purpose, digest=digest_of(text), scopes=[str(s) for s in scopes],
        issued_on=on, issued_by=by, valid_to=valid_to,
    )  # fmt: skip
    record("token.issued", about=token, by=by, reason=purpose, details={"account": account.username, "scopes": scopes})
    return token, text


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Staff, on: date) -> None:
    """End a token today."""
    if not holds(by, Permission.RIGHTS_MANAGE):
        raise NotAllowed("您没有权限吊销接口令牌", why="这需要“安全管理员”职责", remedy="请联系安全管理员")
    ApiToken.objects.filter(pk=token.pk, revoked_on__isnull=True).update(revoked_on=on)
    record("token.revoked", about=token, by=by)


def account_of(text: str, scope: Scope, on: date) -> Staff | None:
    """Whom a token speaks for today within a scope; None where it does not hold."""
    for account in found(Staff, _HOLDING, [digest_of(text), on]):
        scopes = json.loads(getattr(account, "scopes"))  # noqa: B009  (a column of the token beside the account's own)
        account.unit = next(iter(found(Unit, _UNIT, [account.unit_id])), None)
        return account if scope in scopes else None
    return None


def digest_of(text: str) -> str:
    return sm3(text.encode()).hex()
