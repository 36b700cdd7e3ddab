"""A hazard is registered, handed on once, made a clue once, closed with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import register_clue
from nuanxin.rights.intake.registration.facts import ClueFacts
from nuanxin.rights.intake.registration.linking import employer_for, project_for
from nuanxin.watch.inspection.hazards.models import Hazard

MARK = "hazard:"
TAKES = {
    Hazard.Handed.MEDIATION: (UnitKind.MEDIATION, UnitKind.ARBITRATION, UnitKind.UNION, UnitKind.TOWN),
    Hazard.Handed.INSPECTION: (UnitKind.HRSS,),
}


@dataclass(frozen=True)
class HazardFacts:
    """What the network found. Money in 分, None where nobody could say."""

    network: str
    finder: str
    found_on: date
    place: str
    employer: str
    what: str
    persons: int
    grade: str
    project: str = ""
    amount_fen: int | None = None


def hazard_faults(facts: HazardFacts, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    needed = {
        "排查组织": facts.network, "排查人": facts.finder, "地点": facts.place, "用人单位": facts.employer, "隐患情况": facts.what,
    }  # fmt: skip
    faults = [Fault("没有填写", column=label, remedy="请填写") for label, said in needed.items() if not said.strip()]
    if facts.found_on > on:
        faults.append(Fault("晚于登记日期", column="排查日期", remedy="请核对日期"))
    if facts.persons < 1:
        faults.append(Fault("小于1人", column="涉及人数", remedy="请填写涉及的人数"))
    if facts.grade not in Hazard.Grade.values:
        faults.append(Fault("不在选项中", column="隐患等级", remedy="、".join(Hazard.Grade.labels)))
    return faults


@transaction.atomic
def register_hazard(*, facts: HazardFacts, region: Region, by: Staff, on: date) -> Hazard:
    """One line of the ledger. BadInput names what does not fit; Refusal: right, or the same one stands open already."""
    must(
        by, Permission.CLUE_REGISTER, FileFacts(region=region.pk, unit_id=by.unit_id, owner_id=by.pk), doing="登记隐患"
    )
    if faults := hazard_faults(facts, on):
        raise BadInput(faults)
    told = {"region": region, "employer_said": facts.employer.strip(), "project_said": facts.project.strip()}
    if Hazard.objects.filter(**told, found_on=facts.found_on, closed_on__isnull=True).exists():
        raise Refusal("不能重复登记隐患", why="该单位（项目）当天的隐患已经登记", remedy="请在原登记上办理")
    if by.unit is None:
        raise Refusal("不能登记隐患", why="您的账号没有所在单位", remedy="请系统管理员补充")
    said = ClueFacts(
        channel=Channel.DEPARTMENT, region=region.pk, received_on=on, employer_name=facts.employer, project_name=facts.project
    )  # fmt: skip
    employer = employer_for(said, region)
    row = Hazard.objects.create(
        **told, network=facts.network.strip(), finder=facts.finder.strip(), unit=by.unit, found_on=facts.found_on,
        place=facts.place.strip(), employer=employer,
        project=project_for(said, employer, region) if facts.project.strip() else None, what=facts.what.strip(),
        persons=facts.persons, amount_fen=facts.amount_fen, grade=facts.grade, registered_on=on, registered_by=by,
    )  # fmt: skip
    record("register_hazard", about=row, by=by, details={"grade": row.grade, "persons": row.persons, "on": on})
    return row


@transaction.atomic
def hand_hazard(*, hazard: Hazard, to: Unit, handed: str, by: Staff, on: date) -> Hazard:
    """Hand it to a mediation body or to labour inspection of the place, once."""
    row = _held(hazard, by, doing="移交隐患")
    fitting = handed in TAKES and to.kind in TAKES[Hazard.Handed(handed)]
    if row.closed_on or row.handed or not fitting:
        why = "已经移交或者销号，或者接收单位不是调解组织、人社部门"
        raise Refusal("不能移交隐患", why=why, remedy="请核对；隐患只移交一次")
    row.handed, row.handed_to, row.handed_on = handed, to, on
    row.save(update_fields=["handed", "handed_to", "handed_on"])
    record("hand_hazard", about=row, by=by, details={"to": to.code, "on": on})
    return row


@transaction.atomic
def make_clue(*, hazard: Hazard, by: Staff, on: date) -> Clue:
    """The wages are owed: a clue, once; asked again the same clue comes back."""
    row = _held(hazard, by, doing="转欠薪线索")
    if row.clue:
        return row.clue.merged_into or row.clue
    if row.closed_on:
        raise Refusal("不能转欠薪线索", why="隐患已经销号", remedy="有新情况的，请登记新的隐患")
    facts = ClueFacts(
        channel=Channel.DEPARTMENT, kind=ClueKind.REPORT, region=row.region_id, received_on=on,
        external_number=f"{MARK}{row.pk}", employer_name=row.employer_said, project_name=row.project_said,
        place=row.place, persons=row.persons, amount_fen=row.amount_fen, demand=f"{row.network}排查发现：{row.what}",
    )  # fmt: skip
    row.clue = register_clue(facts=facts, by=by, on=on)
    row.save(update_fields=["clue"])
    record("hazard_to_clue", about=row, by=by, details={"clue": row.clue.number, "on": on})
    return row.clue


@transaction.atomic
def close_hazard(*, hazard: Hazard, result: str, text: str, by: Staff, on: date) -> Hazard:
    """销号, with what came of it. Refusal: closed already, no words, or "to a clue" without a clue."""
    row = _held(hazard, by, doing="销号")
    why = ""
    if row.closed_on:
        why = "已经销号"
    elif result not in Hazard.Result.values or not text.strip():
        why = "没有选择处理结果，或者没有写明处理情况"
    elif result == Hazard.Result.TO_CLUE and row.clue is None:
        why = "还没有转欠薪线索"
    elif result == Hazard.Result.UNFOUNDED and row.clue is not None:
        why = "已经转了欠薪线索"
    if why:
        raise Refusal("不能销号", why=why, remedy="请核对并写明处理情况")
    row.result, row.result_text, row.closed_on, row.closed_by = result, text.strip()[:1000], on, by
    row.save(update_fields=["result", "result_text", "closed_on", "closed_by"])
    record("close_hazard", about=row, by=by, reason=row.result_text, details={"result": result, "on": on})
    return row


def holder(row: Hazard) -> FileFacts:
    """Who acts on it: the body it was handed to, else the one that registered it."""
    return FileFacts(region=row.region_id, unit_id=row.handed_to_id or row.unit_id, owner_id=row.registered_by_id)


def _held(hazard: Hazard, by: Staff, *, doing: str) -> Hazard:
    rows = Hazard.objects.select_for_update(of=("self",)).select_related("clue__merged_into", "region", "unit")
    row = rows.get(pk=hazard.pk)
    must(by, Permission.CLUE_HANDLE, holder(row), doing=doing)
    return row
