"""The local register of relief policies, and which of them fit a plan's firm, condition by condition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.relief.firms.matching import Firm, Match, Policy, match
from nuanxin.rights.relief.firms.models import FirmPlan, FirmTrouble, ReliefPolicy
from nuanxin.rights.relief.firms.running import must_run

WORDS: dict[str, str] = {
    str(key): str(label) for choices in (FirmTrouble.choices, Sector.choices) for key, label in choices
}


@transaction.atomic
def enter_policy(
    *,
    region: Region,
    name: str,
    document: str,
    troubles: Sequence[str],
    sectors: Sequence[str],
    valid_from: date,
    valid_to: date | None,
    text: str,
    by: Staff,
    on: date,
) -> ReliefPolicy:
    """Enter a policy from its document; its article is kept word for word."""
    doing = f"登记纾困政策“{name.strip()}”"
    must_run(by, region.pk, doing=doing)
    if not name.strip() or not document.strip() or not text.strip():
        raise Refusal(f"不能{doing}", why="没有写明名称、文号或者条款原文", remedy="请照文件填写")
    unknown = set(troubles) - set(FirmTrouble.values) | set(sectors) - set(Sector.values)
    if unknown or (valid_to and valid_to < valid_from):
        raise Refusal(f"不能{doing}", why="适用条件不在选项中，或者有效期止早于施行日期", remedy="请核对")
    known = ReliefPolicy.objects.filter(region=region, document=document.strip(), name=name.strip())
    if known.filter(withdrawn_on__isnull=True).exists():
        raise Refusal(f"不能{doing}", why="同一文号、名称的政策已经登记", remedy="有误的先撤下，再重新登记")
    policy = ReliefPolicy.objects.create(
        region=region, name=name.strip(), document=document.strip(), troubles=sorted(set(troubles)),
        sectors=sorted(set(sectors)), valid_from=valid_from, valid_to=valid_to, text=text.strip(), by=by,
    )  # fmt: skip
    record("enter_relief_policy", about=policy, by=by, details={"region": region.pk, "document": document, "on": on})
    return policy


@transaction.atomic
def withdraw_policy(*, policy: ReliefPolicy, why: str, by: Staff, on: date) -> ReliefPolicy:
    """Repealed or entered wrongly: it stays, marked, and is matched no more."""
    policy = ReliefPolicy.objects.select_for_update().get(pk=policy.pk)
    must_run(by, policy.region_id, doing="撤下纾困政策")
    if policy.withdrawn_on or not why.strip():
        raise Refusal("不能撤下纾困政策", why="已经撤下，或者没有写明理由", remedy="请写明理由")
    policy.withdrawn_on, policy.withdrawn_why = on, why.strip()
    policy.save(update_fields=["withdrawn_on", "withdrawn_why"])
    record("withdraw_relief_policy", about=policy, by=by, reason=why, details={"on": on})
    return policy


def match_of(policy: ReliefPolicy, plan: FirmPlan, on: date) -> Match:
    """One policy against one plan's firm on a day; a withdrawn one fits nobody."""
    here = policy.withdrawn_on is None and policy.region_id in upwards(plan.region_id)
    said = Policy(tuple(policy.troubles), tuple(policy.sectors), policy.valid_from, policy.valid_to, here)
    return match(said, Firm(plan.trouble, plan.employer.sector), on, WORDS)


def matches(plan: FirmPlan, on: date) -> list[tuple[ReliefPolicy, Match]]:
    """Every standing policy of the place and the areas around it, those that fit first."""
    near = ReliefPolicy.objects.filter(region__in=upwards(plan.region_id), withdrawn_on__isnull=True)
    found = [(policy, match_of(policy, plan, on)) for policy in near.select_related("region")]
    return sorted(found, key=lambda pair: (not pair[1].fits, pair[0].name))
