"""A firm in difficulty is registered; after a closing it is registered anew and linked to the plan before."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.relief.firms.models import FirmPlan, FirmTrouble
from nuanxin.rights.relief.firms.running import CITES, family, must_run, must_work, open_plan
from nuanxin.rights.relief.managing import day_is_sound


@transaction.atomic
def register_plan(
    *,
    employer: Employer,
    region: Region,
    trouble: str,
    how_known: str,
    known_on: date,
    leader: str,
    responsible: Staff,
    by: Staff,
    on: date,
) -> FirmPlan:
    """One open plan a firm and place: a second is refused with the first. A closed one before it is linked by itself."""
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer.merged_into_id or employer.pk)
    doing = f"登记{employer.name}专案"
    must_run(by, region.pk, doing=doing)
    day_is_sound(doing, known_on)
    if trouble not in FirmTrouble.values or not how_known.strip() or not leader.strip():
        raise Refusal(f"不能{doing}", why="没有写明困难情形、发现途径或者包保领导", remedy="请填写", cites=CITES)
    before = FirmPlan.objects.filter(family(employer), region=region).select_related("employer").order_by("-pk")
    if there := before.filter(ended_on__isnull=True).first():
        raise Refusal(
            f"不能{doing}",
            why=f"该企业在{region.name}已有专案（{there.registered_on}登记，编号{there.pk}，{there.get_state_display()}）",
            remedy=f"请在已有专案上办理：企业专案列表中编号{there.pk}",
            cites=CITES,
        )
    plan = FirmPlan.objects.create(
        employer=employer, region=region, trouble=trouble, how_known=how_known.strip(), known_on=known_on,
        registered_on=on, leader=leader.strip(), responsible=responsible, by=by, previous=before.first(),
    )  # fmt: skip
    record("register_firm_plan", about=plan, by=by, details={"employer": employer.pk, "region": region.pk, "on": on})
    return plan


@transaction.atomic
def hand_over_plan(*, plan: FirmPlan, leader: str, responsible: Staff, why: str, by: Staff, on: date) -> FirmPlan:
    """Another leader or another responsible person; who it was stays in the audit chain and as a note."""
    doing = f"变更{plan}的包保责任"
    plan = open_plan(plan, doing=doing)
    must_run(by, plan.region_id, doing=doing)
    if not leader.strip() or not why.strip():
        raise Refusal(f"不能{doing}", why="没有写明包保领导或者变更理由", remedy="请填写")
    said = f"包保责任变更：{plan.leader}、{plan.responsible.name} → {leader.strip()}、{responsible.name}。{why.strip()}"
    details = {"from": [plan.leader, plan.responsible_id], "to": [leader.strip(), responsible.pk], "on": on}
    plan.leader, plan.responsible = leader.strip(), responsible
    plan.save(update_fields=["leader", "responsible"])
    plan.notes.create(noted_on=on, text=said[:1000], automatic=True, by=by)
    record("hand_over_firm_plan", about=plan, by=by, reason=why, details=details)
    return plan


@transaction.atomic
def write_firm_note(*, plan: FirmPlan, noted_on: date, text: str, by: Staff, on: date) -> FirmPlan:
    """The regular note; at least one a week."""
    doing = f"填写{plan}的进展"
    plan = open_plan(plan, doing=doing)
    must_work(by, plan, doing=doing)
    day_is_sound(doing, noted_on, not_before=plan.registered_on, because="登记专案")
    if not text.strip():
        raise Refusal(f"不能{doing}", why="没有写明进展", remedy="请填写")
    note = plan.notes.create(noted_on=noted_on, text=text.strip(), by=by)
    record("note_firm_plan", about=note, by=by, details={"plan": plan.pk, "on": on})
    return plan
