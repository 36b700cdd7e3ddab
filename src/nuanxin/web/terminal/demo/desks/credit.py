"""Credit in the demonstration: the list in every state, batches published and not, honours awarded and fallen, grades."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.rights.cases.ledger import claims_of, verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.credit.grading.grading import grade_employer
from nuanxin.rights.credit.honours.models import Selection
from nuanxin.rights.credit.honours.selecting import award, enter_candidate, fall_awards, open_selection
from nuanxin.rights.credit.listing.conditions import AMOUNT, INCIDENT, conditions
from nuanxin.rights.credit.listing.ending import look_after_terms
from nuanxin.rights.credit.listing.gathering import listing_facts, orders_to_pay
from nuanxin.rights.credit.listing.procedure import EARLY, KEY, TERM_OVER
from nuanxin.rights.credit.listing.sharing import enter_consumer
from nuanxin.rights.credit.models import Consumer
from nuanxin.rights.credit.publication.batches import (
    correct_entry,
    enter_violation,
    make_batch,
    publish_batch,
)
from nuanxin.rights.credit.publication.models import Batch, PublishedEmployer
from nuanxin.rights.credit.publication.objections import receive_objection, review_objection
from nuanxin.rights.credit.publication.periods import period_of
from nuanxin.web.terminal.demo.hearing import Story, accepted
from nuanxin.web.terminal.demo.playing import Stage
from nuanxin.web.terminal.demo.stories import HANDLED, INVESTIGATION, filed

USERS = (
    ("新乡县信用信息共享平台", "platform"),
    ("新乡县公共资源交易中心", "bidding"),
    ("新乡县住房和城乡建设局", "licence"),
    ("新乡县农村商业银行", "finance"),
)
BEFORE = "notice notice_served"
PUBLISHED = f"{BEFORE} decision decision_served publish share"
REMOVED = f"{PUBLISHED} pay early_apply early_decide remove tell_removal"
_DECIDES = ("waive", "drop", "extend", "decision", "early_decide", "annul", "revoke_removal")
_COURT = {"court": "新乡县人民法院"}
_NAMES = [name for name, _ in USERS]
_INCIDENT = "二十余名劳动者到项目部聚集讨薪，造成道路拥堵"


def _facts(key: str, on: date) -> dict[str, Any]:
    served = {"method": "direct", "sent_on": on, "served_on": on, "recipient": "用人单位", "receiver": "办公室主任"}
    told = {"consumers": _NAMES, "told_on": on, "how": "信用平台推送，公函附后，均有回执"}
    fitting: dict[str, dict[str, Any]] = {
        "notice_served": served,
        "decision_served": served,
        "objection": {"form": "written", "content": "认为拖欠人数有误"},
        "objection_checked": {"result": "rejected", "findings": "逐人核对台账，人数无误", "told": "已书面答复"},
        "corrected": {"corrected_on": on, "promised_on": on, "promise": "今后按月足额支付，不再拖欠"},
        "waive": {"reason": "决定前已经付清并作出书面承诺"},
        "drop": {"reason": "异议成立，不符合列入条件"},
        "extend": {"reason": "涉及多个班组，需要逐人核对"},
        "decision": {"heard": "silent"},
        "publish": {"published_on": on, "where": ["新乡县人民政府网站", "信用中国（河南新乡）"]},
        "share": told,
        "tell_removal": told,
        "early_apply": {"corrected_on": on, "proof": "银行回单和本人确认", "promised_on": on, "criminal": "none"},
        "early_decide": {"result": "granted", "reason": "工资已经付清满六个月，没有再次拖欠"},
        "annul": {
            "organ": "新乡县人民政府",
            "annulled_on": on,
            "number": "新政复决〔2026〕3号",
            "reason": "主要事实不清",
        },
        "remove": {"cause": EARLY, "stopped_on": on},
        "revoke_removal": {"found": "提交的银行回单系伪造", "basis": ["银行协查函", "劳动者询问笔录"]},
    }
    return fitting.get(key, {})


def _take(stage: Stage, case: Case, key: str, **facts: Any) -> None:
    by = stage.cast.head if key in _DECIDES else stage.cast.inspector

    def take(on: date) -> Any:
        fields = _COURT if key in ("decision", "early_decide", "revoke_removal") else None
        return take_step(case=case, step=key, facts={**_facts(key, on), **facts}, by=by, on=on, paper_fields=fields)

    stage.when_allowed(take, days=3)


def _proposed(stage: Stage) -> Case:
    """An order that ran out unpaid, and the employer put forward for the list."""
    filed_case = filed(stage, workers=12)
    for key in INVESTIGATION.split():
        stage.later(1)
        if key == "investigated":
            stage.verify_all(filed_case.clue)
        stage.step(filed_case, key)
    clue = filed_case.clue
    due_on = min(one.due_on for one in orders_to_pay(clue))
    if stage.day <= due_on:
        stage.later((due_on - stage.day).days + 2)  # the first working day after the order ran out
    representative = clue.employer.legal_representative if clue.employer else ""

    def propose(on: date) -> Case:
        said = {"representative": representative or "周某"}
        ground = AMOUNT if conditions(listing_facts(clue, said, on), on).amount.met else INCIDENT
        more = {"incident": _INCIDENT, "incident_on": due_on} if ground == INCIDENT else {}
        facts = {
            **said, **more, "ground": ground, "order_due_on": due_on, "facts": "拖欠12名农民工工资，经责令限期支付仍不支付",
            "supervisors": ["马某，项目经理"], "others": ["无：没有其他责任人员"],
        }  # fmt: skip
        return open_file(
            clue=clue, procedure=KEY, unit=stage.cast.inspector.unit or clue.unit, officer=stage.cast.inspector,
            facts=facts, by=stage.cast.inspector, on=on,
        )  # fmt: skip

    return stage.when_allowed(propose, days=2)


def until(steps: str, last: str, **said: dict[str, Any]) -> Story:
    """A listing that has come to a step and stands there. `pay` pays the workers, `linger` waits; said: other facts of a step."""

    def story(stage: Stage) -> None:
        _users(stage)
        case = _proposed(stage)
        for key in steps.split() if last != "propose" else ():
            stage.later(1)
            if key == "pay":
                stage.pay_all(case.clue)
            elif key == "over":
                look_after_terms(on=stage.day)
            elif key == "linger":
                stage.later(5)
            else:
                facts = dict(said.get(key, {}))
                if key == "early_apply" and (paid_on := _paid_on(case)):
                    facts = {"corrected_on": paid_on, **facts}
                if key == "early_decide" and facts.get("result") != "refused":
                    stage.later(190)  # half a year on the list since the wages were paid
                if key == "remove" and facts.get("cause") == TERM_OVER:
                    stage.later(1080)
                _take(stage, case, key, **facts)
            if key == last:
                return

    return story


def _paid_on(case: Case) -> date | None:
    """The day of the last payment; None while nothing is paid."""
    days = Payment.objects.filter(claim__in=claims_of(case.clue)).values_list("paid_on", flat=True)
    return max(days, default=None)


def _users(stage: Stage) -> None:
    with stage.morning() as on:
        for name, kind in USERS:
            unit = stage.cast.inspector.unit
            if unit and not Consumer.objects.filter(name=name, region_id=unit.region_id).exists():
                enter_consumer(name=name, kind=kind, contact="0373-5550900", unit=unit, by=stage.cast.inspector, on=on)


def publication(last: str) -> Story:
    """A batch of the quarter in which a decision was made: drafted, published, objected to, corrected."""

    def story(stage: Stage) -> None:
        case = filed(stage, workers=12)
        for key in f"{INVESTIGATION} {HANDLED}".split():
            stage.later(1)
            if key == "investigated":
                stage.verify_all(case.clue)
            stage.step(case, key)
        unit = stage.cast.inspector.unit
        assert unit is not None
        decided_on = stage.day
        with stage.morning() as on:
            batch = _batch(unit, decided_on, stage, on)
            entry = enter_violation(
                batch=batch, clue=case.clue, kind="wages", facts="拖欠12名农民工工资，经责令限期支付仍不支付",
                handling="已作出行政处理决定", by=stage.cast.inspector, on=on,
            )  # fmt: skip
        if last == "drafted":
            return
        stage.later(3)
        with stage.morning() as on:
            where = ["新乡县人民政府网站", "新乡日报"]
            publish_batch(batch=batch, where=where, contact_phone="0373-5550100", by=stage.cast.head, on=on)
        if last != "published":
            _objected(stage, entry, last)

    return story


def _batch(unit: Unit, day: date, stage: Stage, on: date) -> Batch:
    """The quarter's batch; where it is published already, another made because it was needed."""
    label = period_of(day, unit.region.level).label
    number = Batch.objects.filter(unit=unit, label__startswith=label).count()
    open_one = Batch.objects.filter(unit=unit, label__startswith=label, published_on=None).first()
    name = label if number == 0 else f"{label}（第{number + 1}批）"
    return open_one or make_batch(unit=unit, within=day, label=name, by=stage.cast.inspector, on=on)


def _objected(stage: Stage, entry: PublishedEmployer, last: str) -> None:
    stage.later(2)
    with stage.morning() as on:
        entry = PublishedEmployer.objects.get(pk=entry.pk)
        found = receive_objection(
            entry=entry, received_on=on, content="认为公布的人数有误", by=stage.cast.inspector, on=on
        )
    if last == "objected":
        return
    stage.later(2)
    with stage.morning() as on:
        review_objection(objection=found, upheld=True, answer="经核对属实，予以更正", by=stage.cast.head, on=on)
        correct_entry(
            entry=entry, facts="拖欠11名农民工工资，经责令限期支付仍不支付", handling=entry.handling,
            reason="异议成立", by=stage.cast.inspector, on=on,
        )  # fmt: skip


def honour(kind: str, *, falls: bool = False) -> Story:
    """A selection of last year; a firm awarded, and where it falls, arrears verified afterwards."""

    def story(stage: Stage) -> None:
        unit, by = stage.cast.inspector.unit, stage.cast.inspector
        assert unit is not None
        clue = accepted(stage, workers=2)
        stage.later(1)
        with stage.morning() as on:
            chosen = _selection(kind, unit, stage, on)
            subject: Any = {
                "city": Region.objects.get(pk=unit.region_id),
                "firm": clue.employer,
                "project": clue.project,
            }[kind]
            if subject is None:
                return
            try:
                candidate = enter_candidate(selection=chosen, subject=subject, by=by, on=on)
                award(candidate=candidate, by=stage.cast.head, on=on)
            except Refusal:
                return  # not fit, or entered before: shown with the rows behind
        if falls:
            stage.later(3)
            with stage.morning() as on:
                verify_claim(claim=claims_of(clue)[0], verified_fen=420_000, basis="工资表、考勤", by=by, on=on)
                fall_awards(on=on)

    return story


def _selection(kind: str, unit: Unit, stage: Stage, on: date) -> Selection:
    year = on.year - 1
    label = {"city": f"{year}年度不欠薪县", "firm": f"{year}年度不欠薪企业", "project": f"{year}年度不欠薪项目"}[kind]
    keys = {"city": ["unpaid", "overdue", "government"], "firm": ["arrears", "unpaid", "listings", "publications"]}
    return Selection.objects.filter(unit=unit, label=label).first() or open_selection(
        kind=kind, label=label, start=date(year, 1, 1), end=date(year, 12, 31),
        criteria=keys.get(kind, ["arrears", "unpaid"]), unit=unit, by=stage.cast.inspector, on=on,
    )  # fmt: skip


def graded(stage: Stage) -> None:
    """An employer with a handled case, graded in the year after."""
    case = filed(stage)
    for key in INVESTIGATION.split():
        stage.later(1)
        stage.step(case, key)
    stage.later(380)
    unit = stage.cast.inspector.unit
    if case.clue.employer and unit:
        with stage.morning() as on:
            grade_employer(employer=case.clue.employer, year=on.year - 1, unit=unit, by=stage.cast.inspector, on=on)


def stories() -> list[tuple[Story, int]]:
    """Every state of the list, of a batch, of an award, of a grade; with how many days before today each begins."""
    refused = {"early_decide": {"result": "refused", "reason": "自改正之日起未满六个月"}}
    objected, upheld = (
        {"decision": {"heard": "checked"}},
        {"objection_checked": {"result": "upheld", "findings": "人数有误", "told": "已答复"}},
    )
    over: Callable[[str], Story] = lambda last: until(  # noqa: E731
        f"{PUBLISHED} remove tell_removal archive", last, remove={"cause": TERM_OVER}
    )
    told: list[tuple[Story, int]] = [(until(REMOVED, "propose"), 30)]
    told += [
        (until(PUBLISHED, key), 60 + 5 * n)
        for n, key in enumerate(PUBLISHED.split())
        if key in ("notice_served", "decision", "publish", "share")
    ]
    told += [
        (until(REMOVED, "early_apply"), 330),
        (until(REMOVED, "early_decide"), 330),
        (until(REMOVED, "remove"), 340),
    ]
    told += [
        (until(f"{BEFORE} objection", "objection"), 45),
        (until(f"{BEFORE} objection objection_checked decision", "decision", **objected), 60),
        (until(f"{BEFORE} objection objection_checked drop", "drop", **upheld), 60),
        (until(f"{BEFORE} pay corrected", "corrected"), 50),
        (until(f"{BEFORE} pay corrected waive", "waive"), 60),
        (until("extend notice", "notice"), 40),
        (until(f"{PUBLISHED} early_apply early_decide", "early_decide", **refused), 120),
        (until(f"{REMOVED} revoke_removal", "revoke_removal"), 360),
        (until(f"{PUBLISHED} annul remove tell_removal archive", "archive", remove={"cause": "annulled"}), 150),
        (until(f"{PUBLISHED} annul", "annul"), 110),
        (until(f"{PUBLISHED} annul remove linger tell_removal", "tell_removal", remove={"cause": "annulled"}), 130),
        (until(f"{REMOVED} archive", "archive"), 400),
        (over("archive"), 1250),
    ]
    told += [(publication(last), days) for last, days in (("published", 150), ("objected", 110), ("corrected", 260))]
    told += [(publication("drafted"), 70), (honour("firm"), 25), (honour("firm", falls=True), 40), (honour("city"), 20)]
    return [*told, (honour("project"), 30), (graded, 460)]
