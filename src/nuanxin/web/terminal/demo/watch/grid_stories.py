"""Stories of inspection on the ground: the grid, visits around pay day, findings in every state, a draw, service, training."""

from __future__ import annotations

from datetime import date, timedelta

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.draw.printing import issue_record
from nuanxin.watch.inspection.draw.running import DrawFacts, lock_lists, run_draw
from nuanxin.watch.inspection.findings.clearing import (
    OrderFacts,
    ask_extension,
    decide_extension,
    end_otherwise,
    hand_in_proof,
    look_again,
    order_rectification,
)
from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.inspection.findings.reminding import remind_findings
from nuanxin.watch.inspection.grid.assigning import assign, assign_area
from nuanxin.watch.inspection.helping.serving import Advice, Booking, book_service, hold_service, issue_advice
from nuanxin.watch.inspection.helping.training import CourseFacts, hold_course, record_training
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.arranging import SpecialFacts, begin_special
from nuanxin.watch.inspection.plans.keeping import tick_part
from nuanxin.watch.inspection.plans.models import PlannedVisit
from nuanxin.watch.inspection.plans.renewing import renew_nightly
from nuanxin.watch.inspection.visits import Seen, record_visit
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast
from nuanxin.web.terminal.demo.playing import Stage

NAMED_OUT_OF = 8  # one of so many employers and projects is left without a person, so that the list shows something
_SEEN = Seen(workforce=86, migrants=71, recording="执法记录仪 AV-11")


def play_grid(*, cast: Cast, inventor: Inventor, today: date) -> dict[str, int]:
    """Two months of work on the ground, up to today, on the parties that the other stories left. How many of what there are."""
    stage = Stage(cast, inventor, today, today - timedelta(days=62))
    stage.day = stage.calendar.previous_working(stage.day)
    _grid(stage)
    for days in (58, 40, 26, 12, 5, 0):
        stage.day = stage.calendar.previous_working(today - timedelta(days=days))
        with stage.morning() as on:
            renew_nightly(on=on)
            _walk(stage, on, late=days == 5)
    _findings(stage)
    _joint(stage)
    _draw(stage)
    _service(stage)
    _training(stage)
    stage.day = today
    with stage.morning() as on:
        remind_findings(on=on)
    return {"planned": PlannedVisit.objects.count(), "findings": Finding.objects.count()}


def _county() -> Region:
    return Region.objects.get(pk=COUNTY)


def _grid(stage: Stage) -> None:
    """The township by area, the rest one by one with a change; some stay without."""
    cast = stage.cast
    with stage.morning() as on:
        projects = Project.objects.filter(region__within__area=COUNTY, merged_into__isnull=True).order_by("pk")
        for number, one in enumerate(projects):
            if one.pay_day is None and number % 4:
                Project.objects.filter(pk=one.pk).update(pay_day=(10, 15, 20, 25)[number % 4])
            if number % NAMED_OUT_OF:
                staff = cast.inspector if number % 2 else cast.second
                assign(target=one, staff=staff, since=on, by=cast.head, on=on, leader="陈县长", basis="县农民工办通知")
        towns = Region.objects.filter(parent=COUNTY).order_by("pk")
        for town in towns[:1]:
            if Employer.objects.filter(region=town, merged_into__isnull=True).exists():
                assign_area(region=town, kinds=["employer"], staff=cast.second, by=cast.head, on=on)
        firms = Employer.objects.filter(region=COUNTY, merged_into__isnull=True).order_by("pk")
        for number, firm in enumerate(firms[:60]):
            if number % NAMED_OUT_OF:
                assign(target=firm, staff=cast.inspector, since=on, by=cast.head, on=on)
    changed = Project.objects.filter(region__within__area=COUNTY, merged_into__isnull=True).order_by("pk")[1:2]
    stage.later(9)
    with stage.morning() as on:
        for one in changed:
            assign(target=one, staff=cast.head, since=on, by=cast.head, on=on, why="原责任人工作调整")


def _walk(stage: Stage, on: date, *, late: bool) -> None:
    """Most of what is due that day is visited; some is left, so that the overdue list shows something."""
    waiting = PlannedVisit.objects.filter(visit__isnull=True, dropped_on__isnull=True, not_before__lte=on, hours="day")
    for number, row in enumerate(
        waiting.filter(due_on__gte=on).select_related("employer", "project").order_by("pk")[:24]
    ):
        row.refresh_from_db()
        firm = row.employer
        seen_today = firm and Visit.objects.filter(employer=firm, visited_on=on, withdrawn_on__isnull=True).exists()
        if firm is None or row.visit_id or seen_today or number % (3 if late else 5) == 0:
            continue
        record_visit(
            employer=firm,
            project=row.project,
            region=_county(),
            visited_on=on,
            seen=_SEEN,
            by=stage.cast.inspector,
            on=on,
        )


# topic, what, order, how it goes on, days ago, days given
_FINDINGS: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("account", "人工费用没有按月拨付到工资专用账户", "补拨当月人工费用并提供回单", "cleared", 30, 15),
    ("real_name", "12名工人没有录入实名制系统", "补录并签订劳动合同", "failed", 20, 10),
    ("board", "维权信息公示牌缺少劳资专管员电话", "补全公示内容", "proof", 9, 7),
    ("deposit", "工资保证金保函已到期", "重新办理保函", "extended", 15, 10),
    ("agent_pay", "一个班组仍由包工头发工资", "改为总包代发", "asked", 8, 12),
    ("hours", "连续三周没有安排休息", "按规定安排休息并支付加班工资", "late", 25, 14),
    ("pay", "拖欠8名工人两个月工资", "限期足额支付", "escalated", 18, 7),
    ("heat", "高温天气没有发放高温津贴", "补发高温津贴", "open", 3, 12),
    ("clerk", "没有配备劳资专管员", "配备专职人员并参加培训", "closed_down", 35, 15),
)


def _findings(stage: Stage) -> None:
    visits = list(Visit.objects.filter(region=COUNTY, withdrawn_on__isnull=True).order_by("-visited_on", "-pk"))
    for topic, what, order, way, ago, given in _FINDINGS:
        stage.day = stage.calendar.previous_working(stage.today - timedelta(days=ago))
        fitting = [one for one in visits if one.visited_on <= stage.day]
        if not fitting:
            continue
        visits.remove(fitting[0])
        with stage.morning() as on:
            facts = OrderFacts(topic, what, order, "项目经理", on + timedelta(days=given), "保障农民工工资支付条例")
            row = order_rectification(visit=fitting[0], facts=facts, by=stage.cast.inspector, on=on)
        _follow(stage, row, way)


def _follow(stage: Stage, row: Finding, way: str) -> None:
    cast = stage.cast
    stage.later(2)
    with stage.morning() as on:
        if way in ("cleared", "failed", "proof"):
            hand_in_proof(finding=row, text="整改报告1份、回单2张", handed_on=on, by=cast.inspector, on=on)
        if way == "cleared":
            look_again(finding=row, good=True, text="现场核实，已整改到位", looked_on=on, by=cast.second, on=on)
        elif way == "failed":
            new = stage.today + timedelta(days=6)
            look_again(finding=row, good=False, text="只补录了一半", looked_on=on, by=cast.second, on=on, due_on=new)
        elif way in ("asked", "extended"):
            until = row.due_on + timedelta(days=10)
            ask_extension(finding=row, until=until, why="银行审批保函需要时间", by=cast.inspector, on=on)
            if way == "extended":
                decide_extension(finding=row, agreed=True, opinion="同意延期一次", by=cast.head, on=on)
        elif way == "escalated":
            end_otherwise(finding=row, how=way, text="已转线索立案查处", by=cast.inspector, on=on)
        elif way == "closed_down":
            end_otherwise(finding=row, how=way, text="项目已竣工退场，工资付清", by=cast.inspector, on=on)


def _joint(stage: Stage) -> None:
    """A joint special check with housing, under way; one target visited and ticked by both."""
    cast = stage.cast
    stage.day = stage.calendar.previous_working(stage.today - timedelta(days=10))
    projects = Project.objects.filter(region__within__area=COUNTY, merged_into__isnull=True, employer__isnull=False)
    with stage.morning() as on:
        assert cast.head.unit is not None
        special = begin_special(
            facts=SpecialFacts(
                name="岁末年初保障农民工工资支付专项检查", document="新农组办〔2026〕7号（演示）",
                contents="实名制、专用账户、总包代发、保证金、公示牌（保障农民工工资支付条例第二十六条至第三十四条）",
                first=on, last=stage.today + timedelta(days=20), lead=cast.head, team="王承办、李协办",
                parts={cast.head.unit: "工资支付和专用账户", cast.housing_unit: "分包合同和工程款拨付"},
            ),
            region=_county(), targets=list(projects.order_by("pk")[:8]), by=cast.head, on=on,
        )  # fmt: skip
    stage.day = stage.calendar.previous_working(stage.today - timedelta(days=6))
    with stage.morning() as on:
        for number, row in enumerate(
            special.visits.filter(visit__isnull=True).select_related("employer", "project")[:3]
        ):
            assert row.employer is not None
            done = Visit.objects.filter(employer=row.employer, visited_on=on, withdrawn_on__isnull=True).exists()
            if not done:
                record_visit(
                    employer=row.employer, project=row.project, region=_county(), visited_on=on, seen=_SEEN, by=cast.inspector, on=on
                )  # fmt: skip
            for part in row.parts.select_related("unit"):
                who = cast.housing if part.unit_id == cast.housing_unit.pk else cast.inspector
                if number == 0 or who == cast.housing:
                    tick_part(part=part, result="现场核对，没有发现问题", by=who, on=on)


def _draw(stage: Stage) -> None:
    """One draw with its record; a later list locked and waiting for its seed."""
    cast = stage.cast
    for days, drawn in ((15, True), (1, False)):
        stage.day = stage.calendar.previous_working(stage.today - timedelta(days=days))
        with stage.morning() as on:
            row = lock_lists(
                facts=DrawFacts(
                    name="劳动用工双随机抽查" + ("" if drawn else "（第二批）"), document="年度随机抽查计划（演示）",
                    kind="employer", first=on, last=stage.today + timedelta(days=25), percent=10,
                    seed_from=f"{on}当晚公布的福利彩票双色球开奖号码（演示）",
                    inspectors=[cast.inspector, cast.second, cast.head],
                ),
                region=_county(), by=cast.head, on=on,
            )  # fmt: skip
        if drawn:
            stage.later(1)
            with stage.morning() as on:
                run_draw(drawing=row, seed="03 09 12 22 28 31 05", witness="县纪委派驻组 何某", by=cast.head, on=on)
                issue_record(drawing=row, by=cast.head, on=on)


def _service(stage: Stage) -> None:
    """Held with advice, and booked for next week."""
    firms = list(Employer.objects.filter(region=COUNTY, merged_into__isnull=True).order_by("pk")[:2])
    for firm, days in zip(firms, (12, 1), strict=False):
        stage.day = stage.calendar.previous_working(stage.today - timedelta(days=days))
        with stage.morning() as on:
            ahead = on if days > 5 else stage.today + timedelta(days=5)
            row = book_service(
                employer=firm, region=_county(), booking=Booking("工资条和考勤表怎么做", "行政经理 李某", "written", on, ahead),
                staff=stage.cast.second, by=stage.cast.inspector, on=on,
            )  # fmt: skip
            if days > 5:
                points = [
                    Advice("payroll", "工资条没有加班工资明细", "每月发给本人并签收", "保障农民工工资支付条例第十五条"),
                    Advice("contract", "新入职工人合同晚签", "入职当天签订", "劳动合同法第十条"),
                ]
                hold_service(
                    service=row, held_on=on, told="讲解条例要点和两个本地案例", present="管理人员6人", points=points,
                    by=stage.cast.second, on=on,
                )  # fmt: skip
                issue_advice(service=row, by=stage.cast.second, on=on)


def _training(stage: Stage) -> None:
    """A course with a test: most pass."""
    stage.day = stage.calendar.previous_working(stage.today - timedelta(days=20))
    facts = CourseFacts(
        "劳资专管员培训班（第一期）",
        stage.day,
        "县人社局二楼会议室",
        "吴法制",
        "考勤表、工资表的编制和自查；实名制；专用账户",
        60,
    )
    firms = Employer.objects.filter(region=COUNTY, merged_into__isnull=True).order_by("pk")[:6]
    with stage.morning() as on:
        course = hold_course(facts=facts, region=_county(), by=stage.cast.inspector, on=on)
        for firm, (name, score) in zip(
            firms, (("张文", 88), ("李会", 92), ("王账", 75), ("赵新", 51), ("孙青", 66), ("周敏", 97)), strict=False
        ):
            record_training(course=course, name=name, employer=firm, score=score, by=stage.cast.inspector, on=on)
