"""The register in the demonstration: accounts in every state, a chain with its money, referrals on their way, the checklist looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.monitoring.accounts.judging import AccountFacts
from nuanxin.watch.monitoring.accounts.models import AccountRecord
from nuanxin.watch.monitoring.accounts.recording import record_account
from nuanxin.watch.monitoring.chain.firms import FirmFacts, add_firm
from nuanxin.watch.monitoring.chain.models import FirmRole as R
from nuanxin.watch.monitoring.chain.models import ProjectFirm
from nuanxin.watch.monitoring.chain.money import record_firm_money, record_funding
from nuanxin.watch.monitoring.chain.referrals import answer_referral, end_referral, send_referral
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.register.systems import checklist_at, record_system
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import Cast
from nuanxin.web.terminal.demo.playing import Stage

SOURCE = "演示数据"
_STATES = ("met", "met", "not_met", "unknown", "met", "not_applicable", "met", "met")


def play_register(cast: Cast, inventor: Inventor, today: date) -> int:
    """What the monitor wrote down nine days ago, after the warnings were raised; how many accounts. Again: nothing new."""
    sites = {one.code: one for one in MonitoredProject.objects.filter(code__startswith="DEMO-W")}
    if not sites or AccountRecord.objects.filter(project__in=sites.values()).exists():
        return 0
    stage = Stage(cast, inventor, today, today - timedelta(days=9))
    stage.day = stage.calendar.previous_working(stage.day)
    with stage.morning() as on:
        _accounts(sites, cast.inspector, on)
        _chains(sites, cast, on)
        _checklist(sites, cast.inspector, on)
    return AccountRecord.objects.filter(project__in=sites.values()).count()


def _accounts(sites: dict[str, MonitoredProject], by: Staff, on: date) -> None:
    """In time, late, not opened, not yet due, closed rightly and too early, without the day of the contract; of the ninth nothing."""

    def ago(days: int) -> date:
        return on - timedelta(days=days)

    over = sites["DEMO-W6"]
    over.ends_on = ago(60)
    over.save(update_fields=["ends_on"])
    told = {
        "DEMO-W1": AccountFacts(ago(300), ago(290), ago(290), ago(280)),
        "DEMO-W2": AccountFacts(ago(300), ago(250), ago(250), ago(200)),
        "DEMO-W3": AccountFacts(ago(200)),
        "DEMO-W4": AccountFacts(ago(12)),
        "DEMO-W5": AccountFacts(ago(300), ago(285), ago(285), ago(270), None, None, ago(20)),
        "DEMO-W6": AccountFacts(ago(300), ago(285), ago(285), ago(270), ago(55), ago(55), ago(10)),
        "DEMO-W7": AccountFacts(None, ago(250), None, ago(240)),
        "DEMO-W8": AccountFacts(ago(300), ago(280), ago(280), ago(270), ago(10)),
    }
    for code, facts in told.items():
        bank = "新乡县农商银行" if facts.opened_on else ""
        record_account(
            project=sites[code], facts=facts, bank=bank, account_end="6688" if bank else "", proof=SOURCE,
            notice_place="项目部门口和项目告示牌" if facts.notice_from else "", by=by, on=on,
        )  # fmt: skip


def _chains(sites: dict[str, MonitoredProject], cast: Cast, on: date) -> None:
    """One chain with everything in it, two more with a sign; a referral in each state."""
    by = cast.inspector

    def firm(site: str, role: R, name: str, fen: int | None = None, given_by: ProjectFirm | None = None) -> ProjectFirm:
        facts = FirmFacts(role, name, amount_fen=fen, contract_on=on - timedelta(days=280), source=SOURCE)
        return add_firm(project=sites[site], facts=facts, given_by=given_by, by=by, on=on)

    def money(of: ProjectFirm, due: int, paid: int) -> None:
        record_firm_money(firm=of, as_of=on, due_fen=due, paid_fen=paid, proof="演示数据：结算单", by=by, on=on)

    owner = firm("DEMO-W1", R.OWNER, "新乡县演示城投公司")
    firm("DEMO-W1", R.SUPERVISOR, "新乡演示监理有限公司", 8_000_000, owner)
    general = firm("DEMO-W1", R.GENERAL, sites["DEMO-W1"].employer.name, 1_000_000_000, owner)
    steel = firm("DEMO-W1", R.SPECIALIST, "新乡演示钢构有限公司", 220_000_000, general)
    labour = firm("DEMO-W1", R.LABOUR, "新乡演示劳务有限公司", 180_000_000, general)
    again = firm("DEMO-W1", R.LABOUR, "获嘉演示劳务有限公司", 60_000_000, labour)
    firm("DEMO-W1", R.TEAM, "老李钢筋班", None, again)
    money(general, 620_000_000, 480_000_000)
    money(steel, 90_000_000, 90_000_000)
    money(labour, 110_000_000, 82_000_000)
    record_funding(
        project=sites["DEMO-W1"], kind="government", as_of=on, planned_fen=700_000_000, arrived_fen=520_000_000,
        paid_fen=480_000_000, proof="演示数据：预算批复", by=by, on=on,
    )  # fmt: skip
    team = firm("DEMO-W3", R.TEAM, "老赵路面班", 30_000_000)
    whole = firm("DEMO-W5", R.SPECIALIST, "新乡演示总承有限公司", 5_000_000_000)
    sent: dict[str, Any] = {"to_unit": cast.housing_unit, "sent_on": on, "by": by, "on": on}
    send_referral(firm=again, facts="劳务分包以后再分包", number="新人社移〔演示〕1号", **sent)
    taken = send_referral(firm=team, facts="总承包单位把路面工程包给个人", number="新人社移〔演示〕2号", **sent)
    ended = send_referral(firm=whole, facts="分包合同额等于总包合同额", number="新人社移〔演示〕3号", **sent)
    for row in (taken, ended):
        answer_referral(referral=row, answer="taken", answered_on=on, text="已立案调查", by=by, on=on)
    end_referral(referral=ended, result="found", result_on=on, text="认定转包，责令改正并处罚款", by=by, on=on)


def _checklist(sites: dict[str, MonitoredProject], by: Staff, on: date) -> None:
    """Seven sites looked at, each item in some state; two sites nobody has looked at."""
    for n, code in enumerate(sorted(sites)[:7]):
        site = sites[code]
        for place, system in enumerate(checklist_at(site.region_id, on).systems):
            state = _STATES[(n + place) % len(_STATES)]
            proof = {"met": "现场照片、台账", "not_applicable": "已完工"}.get(state, "")
            record_system(
                project=site, system=system.key, state=state, proof=proof, owner=by, checked_on=on, by=by, on=on
            )
