"""Keys of the firm's own wage system: issued and revoked by the firm's contact, for all its sites or for one, until a day."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.caller import Caller, projects_of
from nuanxin.watch.monitoring.employers.models import EmployerAccount, EmployerToken

# The house's choice, no statute: long enough for a year of pay days, few enough to be known by name.
LONGEST = timedelta(days=366)
MOST_OPEN = 5


def tokens_of(account: EmployerAccount) -> QuerySet[EmployerToken]:
    """All that were ever issued for the firm, the latest first."""
    return EmployerToken.objects.filter(account=account).select_related("project").order_by("-pk")


@transaction.atomic
def issue_employer_token(
    *, account: EmployerAccount, project: Project | None, purpose: str, valid_to: date, by: Caller, on: date
) -> tuple[EmployerToken, str]:
    """A new key and its text, which is never shown again. Refusal: too long, too many, another firm's site."""
    by.account(account.pk)
    why = ""
    if not purpose.strip():
        why = "没有写系统名称"
    elif not on < valid_to <= on + LONGEST:
        why = f"有效期应在今天以后、{on + LONGEST}以前"
    elif project and project.pk not in {one.pk for one in projects_of(account.employer)}:
        why = "不是本企业的项目"
    elif tokens_of(account).filter(revoked_on__isnull=True, valid_to__gte=on).count() >= MOST_OPEN:
        why = f"已有{MOST_OPEN}个在用的令牌"
    if why:
        raise Refusal("不能签发接口令牌", why=why, remedy="请核对；不用的令牌请先吊销")
    text = secrets.token_urlsafe(32)
    row = EmployerToken.objects.create(
        account=account, project=project, purpose=purpose.strip()[:30], digest=_digest(text), issued_on=on,
        issued_by=by.title, valid_to=valid_to,
    )  # fmt: skip
    record("issue_employer_token", about=row, by=by.actor, reason=row.purpose, details={"valid_to": valid_to, "on": on})
    return row, text


@transaction.atomic
def revoke_employer_token(*, number: int, by: Caller, on: date) -> EmployerToken:
    """End a key of the caller's firm today. NotFound for all others."""
    mine = EmployerToken.objects.select_for_update(of=("self",)).filter(account__in=[one.pk for one in by.accounts])
    row: EmployerToken | None = mine.filter(pk=number, revoked_on__isnull=True).first()
    if row is None:
        raise NotFound("没有找到这个令牌", remedy="请从“接口令牌”页面吊销")
    row.revoked_on, row.revoked_by = on, by.title
    row.save(update_fields=["revoked_on", "revoked_by"])
    record("revoke_employer_token", about=row, by=by.actor, details={"on": on})
    return row


def caller_by_token(text: str, on: date) -> Caller | None:
    """The firm's system as a caller that keeps wages and nothing else; None where the key does not hold today."""
    held = EmployerToken.objects.filter(digest=_digest(text), revoked_on__isnull=True, valid_to__gte=on)
    row = held.filter(account__closed_on__isnull=True).select_related("account__employer", "project").first()
    if row is None:
        return None
    sites = [one for one in projects_of(row.account.employer) if row.project_id in (None, one.pk)]
    name = f"接口“{row.purpose}”"
    # No accounts: a machine neither reads orders nor names clerks.
    return Caller(row.account.phone_index, row.account.phone, name, (), tuple((one, row.account) for one in sites))


def _digest(text: str) -> str:
    return sm3(text.encode()).hex()
