"""Stories of joint checks: development-reform, finance and state assets with their own rows; targets; the report. Hazards."""

from __future__ import annotations

from datetime import date, timedelta

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.inspection.hazards.keeping import (
    HazardFacts,
    close_hazard,
    hand_hazard,
    make_clue,
    register_hazard,
)
from nuanxin.watch.inspection.hazards.models import Hazard
from nuanxin.watch.inspection.joint.answering import Answer, answer_part, rows_of
from nuanxin.watch.inspection.joint.reaching import Numbers, set_target
from nuanxin.watch.inspection.joint.reporting import issue_report
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.arranging import SpecialFacts, begin_special
from nuanxin.watch.inspection.plans.models import JointPart, SpecialCheck
from nuanxin.watch.inspection.visits import Seen, record_visit
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast, desk_account
from nuanxin.web.terminal.demo.playing import Stage

_DEPARTMENTS = (
    (UnitKind.DEVELOPMENT, "新乡县发展和改革委员会", "县发改委", "demo-development", "柳发改"),
    (UnitKind.FINANCE, "新乡县财政局", "县财政局", "demo-finance", "金财政"),
    (UnitKind.STATE_ASSETS, "新乡县国有资产服务中心", "县国资中心", "demo-state-assets", "石国资"),
)
NAME = "政府投资项目工程款和工资支付联合检查"
# employer, what, persons, fen, grade, how it goes on, days ago
_HAZARDS: tuple[tuple[str, str, int, int, str, str, int], ...] = (
    ("新乡县锦绣制衣厂", "车间停工两周，计件工资没有结算", 18, 8_640_000, "middle", "waiting", 2),
    ("新乡县大块镇砖厂", "老板外出，8名工人等工资回家过年", 8, 4_200_000, "high", "inspection", 5),
    ("新乡县古固寨物流园", "装卸工与分包人对账不一致", 11, 3_300_000, "low", "settled", 12),
    ("新乡县朗公庙家具厂", "两个月工资没有发放", 23, 16_100_000, "high", "clue", 9),
    ("新乡县合河乡养殖场", "反映拖欠工资，核实为年终奖争议", 4, 0, "low", "unfounded", 20),
)


def play_joint(*, cast: Cast, inventor: Inventor, today: date) -> dict[str, int]:
    """One joint check with everything in it, hazards in every state. Played again it adds nothing."""
    stage = Stage(cast, inventor, today, today - timedelta(days=30))
    if not SpecialCheck.objects.filter(name=NAME).exists():
        _check(stage)
    if not Hazard.objects.exists():
        for told in _HAZARDS:
            _hazard(stage, *told)
    return {"joint_parts": JointPart.objects.count(), "hazards": Hazard.objects.count()}


def _check(stage: Stage) -> None:
    cast, staff = stage.cast, {}
    for kind, name, short, username, called in _DEPARTMENTS:
        told = {"name": name, "short_name": short, "kind": kind, "region_id": COUNTY, "phone": "0373-5550500"}
        unit, _ = Unit.objects.get_or_create(code=f"{kind}-{COUNTY}", defaults=told)
        staff[unit] = desk_account(username, called, unit, "department_officer")
    staff[cast.housing_unit] = cast.housing
    projects = Project.objects.filter(region__within__area=COUNTY, merged_into__isnull=True, employer__isnull=False)
    targets = list(projects.order_by("-government", "pk")[:6])
    if not targets:
        return
    stage.day = stage.calendar.previous_working(stage.today - timedelta(days=16))
    last = stage.today - timedelta(days=2)
    with stage.morning() as on:
        facts = SpecialFacts(
            name=NAME, document="新农组办〔2026〕9号（演示）", first=on, last=last, lead=cast.head, team="王承办、李协办",
            contents="资金安排和政府投资（保障农民工工资支付条例第二十三条）\n人工费用拨付（第二十四条）\n先行清偿（第三十条）",
            parts=dict.fromkeys(staff, "工程款和工资支付"),
        )  # fmt: skip
        special = begin_special(facts=facts, region=_county(), targets=targets, by=cast.head, on=on)
        assert cast.inspector.unit is not None
        wanted = Numbers(5, 400, 300)
        set_target(special=special, unit=cast.inspector.unit, due_on=last, wanted=wanted, by=cast.head, on=on)
    stage.day = stage.calendar.previous_working(stage.today - timedelta(days=8))
    with stage.morning() as on:
        for number, row in enumerate(special.visits.select_related("employer", "project").order_by("pk")[:4]):
            assert row.employer is not None
            if not Visit.objects.filter(employer=row.employer, visited_on=on, withdrawn_on__isnull=True).exists():
                seen = Seen(workforce=90 + number, migrants=70 + number, recording="执法记录仪 AV-21")
                visit = {"employer": row.employer, "project": row.project, "region": _county(), "visited_on": on}
                record_visit(**visit, seen=seen, by=cast.inspector, on=on)  # type: ignore[arg-type]
            for part in row.parts.select_related("unit", "planned__project"):
                if number < 3 or part.unit.kind == UnitKind.HOUSING:
                    _answer(part, staff[part.unit], on, wrong=number == 1 and part.unit.kind == UnitKind.FINANCE)
    stage.day = stage.calendar.previous_working(stage.today)
    with stage.morning() as on:
        issue_report(special=special, by=cast.head, on=on)


def _answer(part: JointPart, by: Staff, on: date, *, wrong: bool) -> None:
    answers = {row.key: Answer("yes") for row in rows_of(part, on)}
    if wrong and "labour_fee" in answers:
        answers["labour_fee"] = Answer("no", "人工费用欠拨2个月，财政局本月25日前补拨")
    answer_part(part=part, answers=answers, result="现场核对台账和拨付凭证", by=by, on=on)


def _hazard(
    stage: Stage, employer: str, what: str, persons: int, fen: int, grade: str, way: str, ago: int
) -> None:  # fmt: skip
    cast, mediator = stage.cast, stage.cast.desks["mediator"]
    stage.day = stage.calendar.previous_working(stage.today - timedelta(days=ago))
    with stage.morning() as on:
        facts = HazardFacts(
            network="新乡县人民调解委员会排查组", finder="何调解", found_on=on, place="新乡县", employer=employer, what=what,
            persons=persons, grade=grade, amount_fen=fen or None,
        )  # fmt: skip
        row = register_hazard(facts=facts, region=_county(), by=mediator, on=on)
        if way == "clue":
            make_clue(hazard=row, by=mediator, on=on)
        if way in ("inspection", "clue"):
            assert cast.inspector.unit is not None
            hand_hazard(hazard=row, to=cast.inspector.unit, handed="inspection", by=mediator, on=on)
        if way in ("settled", "unfounded"):
            text = "双方对账后当场支付" if way == "settled" else "查看工资表，工资已按月发放"
            close_hazard(hazard=row, result=way, text=text, by=mediator, on=on)


def _county() -> Region:
    return Region.objects.get(pk=COUNTY)
