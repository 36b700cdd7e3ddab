"""Firms in difficulty in the demonstration: plans registered, drawn up, put before the leader, running, late, closed, begun anew."""

from __future__ import annotations

from datetime import timedelta

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.firms.deciding import ask_closing, decide_firm_plan, submit_plan
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanMeasure, FirmPlanPart, ReliefPolicy
from nuanxin.rights.relief.firms.planning import Meant, add_measure, add_part, finish_measure
from nuanxin.rights.relief.firms.policies import enter_policy
from nuanxin.rights.relief.firms.registering import register_plan, write_firm_note
from nuanxin.rights.relief.firms.wages import wages_of
from nuanxin.web.terminal.demo.hearing import Story, accepted
from nuanxin.web.terminal.demo.people import COUNTY
from nuanxin.web.terminal.demo.playing import Stage

_STATES = "registered draft submitted returned approved running late closed closed_unpaid begun_anew"
_NAMES = "星河 锦绣 云栖 澜庭 悦川 明湖 翠屏 朗润 嘉禾 鹿鸣"
_POLICY = "演示：缓缴社会保险费"


def _policy(stage: Stage) -> ReliefPolicy:
    """An invented policy, which says that it is one."""
    found = ReliefPolicy.objects.filter(name=_POLICY, withdrawn_on__isnull=True).first()
    if found is None:
        with stage.morning() as on:
            found = enter_policy(
                region=Region.objects.get(pk=COUNTY), name=_POLICY, document="演示文件〔2023〕1号", troubles=["realty", "operating"],
                sectors=[], valid_from=on - timedelta(days=200), valid_to=None,
                text="演示数据，不是真实政策；使用前须按本地文件登记。", by=stage.cast.head, on=on,
            )  # fmt: skip
    return found


def _owing(stage: Stage, name: str) -> tuple[Clue, Employer]:
    """A firm of this story alone, on whose site some workers wait for wages that were verified."""
    clue = accepted(
        stage, workers=3, region=COUNTY, employer_name=f"新乡{name}置业有限公司", credit_code="", project_name=f"{name}府一期",
        sector="construction",
    )  # fmt: skip
    assert clue.employer is not None
    stage.later(1)
    stage.verify_all(clue)
    return clue, clue.employer


def _registered(stage: Stage, firm: Employer, trouble: str) -> FirmPlan:
    with stage.morning() as on:
        return register_plan(
            employer=firm, region=Region.objects.get(pk=COUNTY), trouble=trouble, how_known="住建局通报项目停工，债务违约",
            known_on=on - timedelta(days=1), leader="陈副县长", responsible=stage.cast.inspector, by=stage.cast.head, on=on,
        )  # fmt: skip


def _drawn_up(stage: Stage, plan: FirmPlan, clue: Clue, *, days: int) -> FirmPlanPart:
    """The firm as a whole and one site: wages first, work resumed, a policy asked for."""
    cast, policy = stage.cast, _policy(stage)
    site = clue.project or Project.objects.create(
        name=f"{plan.employer.name}项目", region_id=COUNTY, employer=plan.employer
    )
    with stage.morning() as on:
        owed, due = wages_of(plan, on=on).sums.missing_fen, on + timedelta(days=days)
        part = add_part(plan=plan, project=site, situation="停工两个月，总包和分包互相推诿", by=cast.inspector, on=on)
        whole = add_part(plan=plan, project=None, situation="账户被冻结，正与债权人协商", by=cast.inspector, on=on)
        for one, meant in (
            (part, Meant("pay_first", "总包单位先行清偿本项目欠薪", due, cast.inspector, payer="施工总承包单位", source="contractor", amount_fen=max(owed, 100))),
            (part, Meant("stabilise", "协调复工，留用本地班组", due + timedelta(days=20), cast.housing)),
            (whole, Meant("relief", "协助申请缓缴", due + timedelta(days=30), owner_name="县税务局 周股长", policy=policy)),
        ):  # fmt: skip
            add_measure(part=one, meant=meant, by=cast.inspector, on=on)
    return part


def _decided(stage: Stage, plan: FirmPlan, *, agreed: bool = True) -> None:
    stage.later(1)
    with stage.morning() as on:
        asked = submit_plan(plan=plan, text="一企一策已拟订，请审批", by=stage.cast.inspector, on=on)
    stage.later(1)
    with stage.morning() as on:
        opinion = "同意，先付工资" if agreed else "请补充分包班组的欠薪情况"
        decide_firm_plan(decision=asked, agreed=agreed, opinion=opinion, by=stage.cast.county_leader, on=on)


def _followed(stage: Stage, plan: FirmPlan, *, every: bool = False) -> None:
    """The first measure (or every one) is done and a note written."""
    stage.later(3)
    with stage.morning() as on:
        rows = FirmPlanMeasure.objects.filter(part__plan=plan, dropped_on__isnull=True).order_by("due_on", "pk")
        for row in rows if every else rows.filter(kind="stabilise"):
            finish_measure(measure=row, done_on=on, note=f"现场照片、回单{row.pk}号", by=stage.cast.inspector, on=on)
        write_firm_note(plan=plan, noted_on=on, text="约谈总包单位，承诺按计划付款", by=stage.cast.inspector, on=on)


def _closed(stage: Stage, plan: FirmPlan, *, why: str = "") -> None:
    stage.later(2)
    with stage.morning() as on:
        asked = ask_closing(plan=plan, conclusion="各项措施完成", unpaid_why=why, by=stage.cast.inspector, on=on)
        decide_firm_plan(decision=asked, agreed=True, opinion="同意销号", by=stage.cast.county_leader, on=on)


def planned(last: str, name: str, trouble: str = "realty") -> Story:
    """A firm's plan that has come to a state and stands there."""

    def story(stage: Stage) -> None:
        clue, firm = _owing(stage, name)
        plan = _registered(stage, firm, trouble)
        if last == "registered":
            return
        stage.later(1)
        _drawn_up(stage, plan, clue, days=6 if last == "late" else 60)
        if last == "submitted":
            with stage.morning() as on:
                submit_plan(plan=plan, text="一企一策已拟订，请审批", by=stage.cast.inspector, on=on)
        if last in ("draft", "submitted"):
            return
        _decided(stage, plan, agreed=last != "returned")
        if last in ("returned", "approved"):
            return
        _followed(stage, plan, every=last not in ("running", "late"))
        if last in ("running", "late"):
            stage.pay_all(clue, share=40)
            return
        if last != "closed_unpaid":
            stage.pay_all(clue)
        _closed(stage, plan, why="已进入破产程序，债权已申报，转法院渠道" if last == "closed_unpaid" else "")
        if last == "begun_anew":
            stage.later(5)
            _registered(stage, firm, "bankrupt")

    return story


def stories() -> list[tuple[Story, int]]:
    """Every state of this room, with how many days before today it begins."""
    begins = {"registered": 8, "draft": 12, "submitted": 9, "returned": 14, "approved": 15, "running": 20}
    told = [
        (planned(last, name), begins.get(last, 40)) for last, name in zip(_STATES.split(), _NAMES.split(), strict=True)
    ]
    return [*told, (planned("running", "丰谷", "operating"), 25)]
