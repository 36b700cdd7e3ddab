"""What the page of a clue says about it: facts, who answers for it, marks."""

from __future__ import annotations

from django.urls import reverse

from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.personal.consents import LOCATION, agreed
from nuanxin.rights.intake.taken_text.keeping import NOTE
from nuanxin.web.officer.advice.showing import advised_side
from nuanxin.web.officer.clues.acts.declared import Situation
from nuanxin.web.patterns.record import Fact


def facts_of(found: Clue) -> tuple[Fact, ...]:
    """The clue as it was told, with what is known of the parties since."""
    employer_url = reverse("officer:employer", args=[found.employer_id]) if found.employer_id else ""
    project_url = reverse("officer:project", args=[found.project_id]) if found.project_id else ""
    said = found.employer_said if found.employer and found.employer_said != found.employer.name else ""
    facts = [
        Fact("用人单位", found.employer.name if found.employer else found.employer_said, employer_url),
        Fact("项目（标段）", found.project.name if found.project else found.project_said, project_url),
        Fact("行业领域", found.get_sector_display()),
        Fact("用工所在地", f"{found.region.name} {found.place}".strip()),
        *_pin(found),
        Fact("欠薪时段", " 至 ".join(filter(None, (found.owed_from, found.owed_to)))),
        Fact("欠薪金额", found.amount_fen, kind="money") if found.amount_fen is not None else Fact("欠薪金额", ""),
        Fact("涉及人数", _persons(found)),
        Fact("渠道", f"{found.get_channel_display()} · {found.get_kind_display()}"),
        Fact("收到日期", found.received_on.isoformat()),
    ]
    if said:
        facts.append(Fact("单位（原述）", said))
    if found.demand:
        facts.append(Fact("诉求", found.demand, kind="long"))
    return tuple(facts)


def _pin(found: Clue) -> list[Fact]:
    """The position that the worker gave, as long as his consent stands."""
    pin = found.notes.get("pin")
    if not isinstance(pin, dict) or not agreed(found, LOCATION):
        return []
    return [Fact("手机定位", f"北纬 {pin['lat']} 东经 {pin['lon']}（WGS-84，误差约 {pin['metres']} 米）")]


def _persons(found: Clue) -> str:
    if found.persons is None:
        return ""
    migrants = f"（农民工 {found.migrant_persons} 人）" if found.migrant_persons is not None else ""
    return f"{found.persons} 人{migrants}"


def side_of(situation: Situation) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Who answers for it, its cases, what was odd when it was taken down, and the way advised."""
    found = situation.clue
    duty = [
        Fact("首问责任人", found.first_officer.name),
        Fact("承办单位", found.unit.name),
        Fact("查询码", found.receipt_code or "", kind="copy" if found.receipt_code else "text"),
    ]
    if found.external_number:
        duty.append(Fact("外部编号", found.external_number))
    if found.notes.get("assisted_by"):
        consent = found.notes.get("assisted_consent", "")
        duty.append(Fact("代为登记", f"{found.notes['assisted_by']}（本人同意{f'：{consent}' if consent else ''}）"))
    if found.notes.get("reception_leader"):
        duty.append(Fact("接访领导", found.notes["reception_leader"]))
    side = [("责任", tuple(duty))]
    if line := situation.destroyed:
        url = reverse("officer:destruction", args=[line.lot_id])
        side.append(("档案", (Fact("已销毁", str(line.lot), url), Fact("保管至", line.kept_until.isoformat()))))
    if situation.cases:
        rows = tuple(
            Fact("已结" if case.closed_on else "在办", str(case), reverse("officer:case", args=[case.pk]))
            for case in situation.cases
        )
        side.append(("案件", rows))
    if found.notes.get("warnings"):
        side.append(("登记时的提醒", tuple(Fact("提醒", line) for line in found.notes["warnings"])))
    return (*side, *advised_side(situation))


def marks_of(situation: Situation) -> tuple[str, ...]:
    """What catches the eye beside the number."""
    found = situation.clue
    marks = [one.get_kind_display() for one in situation.watched]
    marks += ["识读待核对"] if NOTE in found.notes else []
    marks += ["集体"] if found.notes.get("collective") else []
    marks += ["政府投资"] if found.government else []
    marks += ["国企项目"] if found.state_firm else []
    marks += ["新就业形态"] if found.new_form else []
    marks += [f"已并入 {found.merged_into.number}"] if found.merged_into else []
    marks += [found.get_conclusion_display()] if found.conclusion else []
    marks += ["档案已销毁"] if situation.destroyed else []
    return tuple(dict.fromkeys(marks))


def about_of(found: Clue) -> list[Fact]:
    """The three lines that stand beside the form of an act."""
    return [
        Fact("状态", found.get_state_display()),
        Fact("责任人", f"{found.officer.name}（{found.unit.short_name}）"),
        Fact("收到日期", found.received_on.isoformat()),
    ]
