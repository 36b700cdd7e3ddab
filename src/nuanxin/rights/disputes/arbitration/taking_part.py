"""Who takes part: the panel, representatives of a collective case, invited people, the inspector of joint handling."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.ledger import claims_of
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.labour_inspection import KEY as INSPECTION
from nuanxin.rights.cases.steps import declared_step, lock_case, record_step, standing_rows
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.arbitration.models import FileParticipant, JointHandling

Role = FileParticipant.Role
ARBITRATORS = (Role.SOLE, Role.CHIEF, Role.MEMBER)
_PANEL = (*ARBITRATORS, Role.CLERK)
_COMPOSED = "劳动争议调解仲裁法第三十一条"
_ELECTED = "劳动争议调解仲裁法第七条；劳动人事争议仲裁办案规则第五条"


def standing_participants(case: Case) -> QuerySet[FileParticipant]:
    """Who takes part now."""
    return FileParticipant.objects.filter(case=case, left_on__isnull=True).select_related("staff", "claim__worker")


def arbitrators_of(case: Case) -> list[FileParticipant]:
    """The panel as it sits now, chief first."""
    rank = {Role.SOLE: 0, Role.CHIEF: 0, Role.MEMBER: 1}
    rows = standing_participants(case).filter(role__in=ARBITRATORS)
    return sorted(rows, key=lambda one: (rank[Role(one.role)], one.pk))


def is_collective(case: Case) -> bool:
    """Ten or more workers: priority in filing and hearing (办案规则 5, 62)."""
    return len(_workers(case)) >= _least("arb.collective", case)


def _workers(case: Case) -> set[int]:
    return {claim.worker_id for claim in claims_of(case.clue) if claim.withdrawn_on is None}


def _least(key: str, case: Case) -> int:
    return int(Law.load().figure(key, case.clue.region_id, on=case.opened_on).low or 0)


def check_panel(moment: Moment) -> None:
    """Three with a chief, or one alone; the simple way knows only one; a recusal granted keeps that person out."""
    form, members = moment.facts.get("form"), list(moment.facts.get("members") or ())
    done = [row.step for row in standing_rows(moment.case)]
    simple = "simplified" in done and "converted" not in done
    names = [str(moment.facts.get("chief", "")).strip(), *(one.strip() for one in members)]
    why = ""
    if form == "panel" and len(members) != 2:
        why = "仲裁庭由三名仲裁员组成，除首席仲裁员外须写明另外两名"
    elif form == "sole" and members:
        why = "独任仲裁不能写其他仲裁员"
    elif form == "panel" and simple:
        why = "简易处理由一名仲裁员独任仲裁，需要三名的先转为普通程序"
    elif len(set(names)) != len(names) or str(moment.facts.get("clerk", "")).strip() in names:
        why = "同一个人不能在仲裁庭中担任两个角色"
    elif banned := set(names) & _recused(moment.case):
        why = f"{'、'.join(sorted(banned))}已经决定回避"
    if why:
        raise Refusal("不能组成仲裁庭", why=why, remedy="请核对人员", cites=_COMPOSED)


def _recused(case: Case) -> set[str]:
    rows = (row for row in standing_rows(case) if row.step == "recusal" and row.facts.get("granted") == "yes")
    return {str(row.facts.get("of_whom", "")).strip() for row in rows}


def compose_panel(moment: Moment) -> None:
    """The new panel takes the place of the old."""
    assert moment.row is not None
    standing_participants(moment.case).filter(role__in=_PANEL).update(left_on=moment.on, left_by=moment.row)
    first = Role.SOLE if moment.facts["form"] == "sole" else Role.CHIEF
    who = [(first, moment.facts["chief"]), *((Role.MEMBER, name) for name in moment.facts.get("members") or ())]
    for role, name in [*who, (Role.CLERK, moment.facts["clerk"])]:
        _join(moment, role, name.strip(), staff=_colleague(moment.case, name.strip()))


def _colleague(case: Case, name: str) -> Staff | None:
    return Staff.objects.filter(unit=case.unit, name=name, is_active=True).first()


def _join(
    moment: Moment, role: FileParticipant.Role, name: str, *, staff: Staff | None = None, task: str = "", claim: int = 0
) -> FileParticipant:
    assert moment.row is not None
    return FileParticipant.objects.create(
        case=moment.case,
        step=moment.row,
        role=role,
        name=name[:80],
        staff=staff,
        task=task,
        claim_id=claim or None,
        joined_on=moment.on,
    )


def check_representatives(moment: Moment) -> None:
    """Ten workers or more, three to five representatives, each of them an applicant, nobody twice."""
    case, doing = moment.case, "不能登记代表人"
    names = [one.strip() for one in moment.facts.get("representatives") or ()]
    applicants = {claim.worker.name for claim in claims_of(case.clue) if claim.withdrawn_on is None}
    figure = Law.load().figure("arb.reps.representatives", case.clue.region_id, on=moment.on)
    low, high = int(figure.low or 0), int(figure.high or 0)
    if len(_workers(case)) < (least := _least("arb.reps.workers", case)):
        why = f"申请人{len(_workers(case))}人，不足{least}人，不需要推举代表人"
        raise Refusal(doing, why=why, remedy="请按一般案件办理", cites=_ELECTED)
    if not low <= len(names) <= high or len(set(names)) != len(names):
        raise Refusal(doing, why=f"代表人应为{low}至{high}名，且不能重复", remedy="请核对名单", cites=_ELECTED)
    if strangers := [one for one in names if one not in applicants]:
        raise Refusal(doing, why=f"{'、'.join(strangers)}不是本案申请人", remedy="请从申请人中推举", cites=_ELECTED)


def name_representatives(moment: Moment) -> None:
    by_name = {claim.worker.name: claim.pk for claim in claims_of(moment.case.clue) if claim.withdrawn_on is None}
    for name in moment.facts["representatives"]:
        _join(moment, Role.REPRESENTATIVE, name.strip(), claim=by_name[name.strip()])


def invite(moment: Moment) -> None:
    for name in moment.facts["names"]:
        if name.strip():
            _join(moment, Role(moment.facts["role"]), name.strip(), task=moment.facts["task"][:200])


def leave_again(moment: Moment) -> None:
    """The step was struck: whom it brought goes, whom it sent away is back."""
    FileParticipant.objects.filter(step=moment.row, left_on__isnull=True).update(left_on=moment.on, left_by=moment.row)
    FileParticipant.objects.filter(left_by=moment.row).exclude(step=moment.row).update(left_on=None, left_by=None)


def inspection_cases(case: Case) -> QuerySet[Case]:
    """The inspection cases on the same clue that still run."""
    rows = Case.objects.filter(clue=case.clue, procedure=INSPECTION, closed_on__isnull=True)
    return rows.select_related("officer", "second_officer", "unit")


def joint_of(case: Case) -> JointHandling | None:
    """With which inspection case the file is handled jointly; the latest one."""
    rows = JointHandling.objects.filter(case=case).select_related("inspection__unit", "officer__unit")
    return rows.order_by("-pk").first()


@transaction.atomic
def handle_jointly(*, case: Case, inspection: Case, officer: Staff, basis: str, by: Staff, on: date) -> JointHandling:
    """Name the inspection case and one of its officers; both files lie on one clue, so its evidence is shared."""
    case = lock_case(case)
    doing = "不能登记联合办理"
    must_act(by, Permission.FILE_HANDLE, case, doing="登记联合办理")
    if not inspection_cases(case).filter(pk=inspection.pk).exists():
        raise Refusal(doing, why="该监察案件不在同一线索上或者已经结案", remedy="请从列出的监察案件中选择")
    if officer.pk not in (inspection.officer_id, inspection.second_officer_id):
        raise Refusal(doing, why=f"{officer.name}不是该监察案件的承办人", remedy="请选择主办人或者协办人")
    facts = {"inspection": str(inspection), "officer": officer.name, "basis": basis}
    row = record_step(case=case, declared=declared_step(case, "joint"), facts=facts, by=by, on=on)
    moment = Moment(case, "joint", facts, by, on, row)
    standing_participants(case).filter(role=Role.JOINT).update(left_on=on, left_by=row)
    _join(moment, Role.JOINT, f"{officer.name}（{inspection.unit.short_name}）", staff=officer, task=str(inspection))
    return JointHandling.objects.create(
        case=case, step=row, inspection=inspection, officer=officer, agreed_on=on, basis=basis.strip()[:500]
    )


def shared_evidence(case: Case) -> list[CaseStep]:
    """The evidence that the inspection took on the same matter, oldest first; empty without joint handling."""
    joint = joint_of(case)
    return [row for row in standing_rows(joint.inspection) if row.step == "evidence"] if joint else []
