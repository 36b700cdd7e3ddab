"""Warnings in the demonstration: watched projects, rules tried and switched on, a warning in every state, workers asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.models import LocalSetting, Post, Region, Staff
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.cases.roster import add_claim
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.registration import ClaimFacts
from nuanxin.watch.monitoring.asking_workers.asking import answer_asked, open_round, record_call
from nuanxin.watch.monitoring.asking_workers.sampling import Contact
from nuanxin.watch.monitoring.backtest.history import History
from nuanxin.watch.monitoring.backtest.running import run_backtest, switch_on
from nuanxin.watch.monitoring.months import month_after, month_before
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.register.systems import record_system
from nuanxin.watch.monitoring.register.taking import take_register
from nuanxin.watch.monitoring.risk.declared import Step
from nuanxin.watch.monitoring.risk.local import change_rule, draft_rules
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.checking import (
    check_warning,
    end_warning,
    record_inspected,
    turn_to_clue,
    turn_to_inspection,
)
from nuanxin.watch.monitoring.warnings.employer import answer_warning, tell_employer
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.warnings.raising import raise_from
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast, townships
from nuanxin.web.terminal.demo.playing import Stage
from nuanxin.web.terminal.demo.watch.outside_stories import CONTRACTORS, hand_over_signals

SETTING, SOURCE = "watch.warning_days", "演示数据：县监测预警办法（试行）"
RULES = "新乡县试行预警规则"
_FIRM = ("周经理", "13900005551")
# Site → what the indicators find there: key → workers, 分.
SITES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "演示监测一号安置房": {"wages_overdue": (26, 16_800_000), "account_short": (1, 15_000_000)},
    "演示监测二号学校": {"wages_part_paid": (9, 2_700_000), "labour_fee_late": (1, 0)},
    "演示监测三号道路": {"wages_overdue": (7, 4_200_000), "deposit_missing": (1, 0)},
    "演示监测四号水厂": {"real_name_low": (12, 0), "deposit_missing": (1, 0)},
    "演示监测五号医院": {"wages_overdue": (31, 22_000_000), "attendance_without_pay": (6, 0)},
    "演示监测六号厂房": {"shared_card": (8, 4_000_000), "wages_part_paid": (5, 900_000)},
    "演示监测七号商业街": {"wages_part_paid": (22, 6_600_000)},
    "演示监测八号仓库": {"wages_overdue": (3, 1_200_000)},
    "演示监测九号泵站": {"deposit_missing": (1, 0)},
    "演示监测十号车站": {"labour_fee_late": (1, 0)},
}
Story = Callable[[RiskWarning, Cast, date], Any]


def _told(row: RiskWarning, cast: Cast, on: date) -> None:
    tell_employer(warning=row, how="call", name=_FIRM[0], phone=_FIRM[1], by=row.owner, on=on)


def _answered(row: RiskWarning, cast: Cast, on: date) -> None:
    _told(row, cast, on)
    answer_warning(
        warning=row, text="甲方人工费用晚拨，已补发一半", proof="回单 0713", paid_fen=2_000_000, by=_FIRM, on=on
    )


def _checked(row: RiskWarning, cast: Cast, on: date) -> None:
    _answered(row, cast, on)
    check_warning(warning=row, text="银行流水与答复一致，余款约定本月底付清", by=row.owner, on=on)


def _inspection(row: RiskWarning, cast: Cast, on: date) -> None:
    turn_to_inspection(warning=row, inspect_by=on + timedelta(days=10), text="核对花名册和考勤机", by=row.owner, on=on)


def _clue(row: RiskWarning, cast: Cast, on: date) -> None:
    """Of three workers named so far two are paid in full, one in part."""
    _told(row, cast, on)
    clue = turn_to_clue(warning=row, by=row.owner, on=on)
    for number, (name, owed, paid) in enumerate(
        (("张铁山", 6_800_00, 6_800_00), ("李保国", 7_150_00, 7_150_00), ("王占军", 6_420_00, 3_000_00)), 1
    ):
        facts = ClaimFacts(
            name=name, amount_fen=owed, owed_from=f"{row.month:%Y-%m}", owed_to=f"{row.month:%Y-%m}", migrant=True
        )
        _pay(add_claim(clue=clue, facts=facts, by=cast.inspector, on=on), owed, paid, f"代发 0714-{number}", cast, on)


def _pay(claim: Claim, owed: int, paid: int, voucher: str, cast: Cast, on: date) -> None:
    verify_claim(claim=claim, verified_fen=owed, basis="考勤表、工资表", by=cast.inspector, on=on)
    record_payment(
        claim=claim, source=PaymentSource.EMPLOYER, amount_fen=paid, paid_on=on, voucher=voucher, by=cast.inspector, on=on
    )  # fmt: skip


def _confirmed(row: RiskWarning, cast: Cast, on: date) -> None:
    _inspection(row, cast, on)
    record_inspected(warning=row, inspected_on=on, text="现场核实少发工资，已责令补发", by=cast.inspector, on=on)
    end_warning(warning=row, outcome="confirmed", reason="核实后企业当日补发", by=row.owner, on=on)


def _false(row: RiskWarning, cast: Cast, on: date) -> None:
    _checked(row, cast, on)
    end_warning(warning=row, outcome="false", reason="工资表漏报，工人本人证实已足额发放", by=row.owner, on=on)


# The seventh and the tenth site stay as they were raised, the ninth is blue: watched only.
STORIES: Mapping[str, Story] = {
    "演示监测一号安置房": _clue, "演示监测二号学校": _answered, "演示监测三号道路": _checked,
    "演示监测四号水厂": _inspection, "演示监测五号医院": _confirmed, "演示监测六号厂房": _false,
    "演示监测八号仓库": _told,
}  # fmt: skip


def play_warnings(cast: Cast, inventor: Inventor, today: date) -> int:
    """Every state of a warning, raised three weeks ago; how many warnings. Again: nothing new."""
    county = Region.objects.get(pk=COUNTY)
    if RuleSet.objects.filter(region=county, name=RULES).exists():
        return 0
    stage = Stage(cast, inventor, today, today - timedelta(days=21))
    stage.day = stage.calendar.previous_working(stage.day)
    with stage.morning() as on:
        month, mine = month_before(month_before(on.replace(day=1))), _monitor(cast)
        _prepare(county, on, mine, month)
        raise_from(found=_found(month_after(month)), on=on)
    with Stage(cast, inventor, today, stage.calendar.next_working(stage.day + timedelta(days=2))).morning() as on:
        for row in RiskWarning.objects.filter(project__name__in=STORIES).select_related("project", "owner"):
            STORIES[row.project.name](row, cast, on)
        _ask(county, month_after(month), mine, cast, on)
    return RiskWarning.objects.filter(project__name__in=SITES).count()


def _monitor(cast: Cast) -> Staff:
    """The county's monitor; the one of the cast where there is one already."""
    unit = cast.head.unit
    assert unit is not None
    post = Post.objects.filter(duty="monitor", region=COUNTY, valid_to__isnull=True).select_related("staff").first()
    if post:
        return post.staff
    staff, _ = Staff.objects.get_or_create(
        username="demo-monitor", defaults={"name": "吕监测", "unit": unit, "phone": "0373-5550100", "password": "!"}
    )
    Post.objects.create(staff=staff, unit=unit, duty="monitor", region_id=COUNTY, valid_from=date(2019, 1, 1))
    return staff


def _prepare(county: Region, on: date, mine: Staff, month: date) -> None:
    """The register, a setting for the days, one system looked at, the rules drafted, tried and switched on."""
    towns = townships()
    take_register(rows=[_row(n, name, towns[n % len(towns)], on) for n, name in enumerate(SITES, 1)], on=on)
    LocalSetting.objects.get_or_create(
        key=SETTING, region=county, valid_from=on,
        defaults={"value": {"red": 3, "orange": 5, "yellow": 10, "unit": "working"}, "source": SOURCE},
    )  # fmt: skip
    hand_over_signals(county, month_after(month), mine, on)
    first = MonitoredProject.objects.get(code="DEMO-W1")
    for system, state, proof in (("deposit", "met", "保函 BH-2023-118"), ("real_name", "not_met", "")):
        record_system(project=first, system=system, state=state, proof=proof, owner=mine, checked_on=on, by=mine, on=on)
    rules = draft_rules(region=county, name=RULES, source=SOURCE, by=mine, on=on)
    change_rule(
        rule_set=rules, rule="labour_fee_late", steps=[Step(20)], source="演示数据：县专班会议纪要", by=mine, on=on
    )
    looked = {month: month_after(month) + timedelta(days=19)}
    history = History(_found(month), looked, frozenset((f"DEMO-W{n}", month) for n in range(1, len(SITES) + 1)), 0)
    run_backtest(rule_set=rules, first=month, last=month, history=history, by=mine, on=on)
    switch_on(rule_set=rules, valid_from=on, by=mine, on=on)


def _row(n: int, name: str, town: str, on: date) -> dict[str, Any]:
    return {
        "project_id": f"DEMO-W{n}", "name": name, "region_code": town,
        "general_contractor": f"新乡演示{'一二三'[n % 3]}建有限公司", "credit_code": CONTRACTORS[n % 3],
        "government_project": n % 2 == 0,
        "state_firm_project": False, "pay_day": 15, "labour_fee_due_day": 10, "contract_amount_fen": n * 1_000_000_000,
        "permit_on": None, "starts_on": on - timedelta(days=300), "ends_on": None,
    }  # fmt: skip


def _found(month: date) -> dict[str, list[dict[str, Any]]]:
    """What the indicators would say of these sites."""
    found: dict[str, list[dict[str, Any]]] = {}
    for n, told in enumerate(SITES.values(), 1):
        for key, (workers, fen) in told.items():
            row = {"project_id": f"DEMO-W{n}", "month": month, "workers": workers, "amount_fen": fen}
            found.setdefault(key, []).append(row)
    return found


def _ask(county: Region, month: date, mine: Staff, cast: Cast, on: date) -> None:
    """Ten workers asked: paid, short, not paid (and then paid), not reached, not yet rung up."""
    crew = [Contact(f"DEMO-W{n % 7 + 1}", f"{'张王李赵刘'[n % 5]}师傅", f"1390000{n:04d}") for n in range(40)]
    told = open_round(region=county, month=month, contacts=crew, size=10, seed=20240110, by=mine, on=on)
    asked = list(told.asked.order_by("pk"))
    for row in asked[:4]:
        answer_asked(code=row.code, said="paid", on=on)
    answer_asked(code=asked[4].code, said="short", missing_fen=150_000, note="说下月补", on=on, by=mine)
    no = answer_asked(code=asked[5].code, said="not_paid", missing_fen=680_000, note="两个月没有发", on=on)
    _pay(Claim.objects.get(clue=no.clue), 680_000, 680_000, "代发 0801", cast, on)
    record_call(asked=asked[6], by=mine, on=on)
