"""The stories that the demonstration plays: each leaves a clue in another state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.agreements import Part, mark_defaults, sign_agreement
from nuanxin.rights.cases.closing import close_without_settlement, settle_and_close
from nuanxin.rights.cases.filing import file_case, start_coordination
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.supervision import list_clue, press_clue, take_charge
from nuanxin.rights.intake.acceptance import accept_clue, ask_supplement, refuse_clue
from nuanxin.rights.intake.acceptance.examining import Ground
from nuanxin.rights.intake.answer import close_clue
from nuanxin.rights.intake.channels import Channel, ClueKind, Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClaimFacts, ClueFacts, ReporterFacts, register_clue
from nuanxin.rights.intake.transfer import accept_transfer, ask_helper, return_transfer, send_clue
from nuanxin.web.terminal.demo.people import COUNTY
from nuanxin.web.terminal.demo.playing import Stage

Story = Callable[[Stage], None]
INVESTIGATION = "evidence investigated order order_served"
HANDLED = "expired handling_notice handling_notice_served handling_statement handling_review decision decision_served"
PUNISHED = (
    "expired penalty_notice penalty_notice_served penalty_statement penalty_review discussion penalty penalty_served"
)
AFTER = "compensation urge enforcement"
POLICE = "police_threshold police_report police_approve police_send police_receipt"


def heard(stage: Stage, *, channel: Channel | None = None, workers: int = 0, **changes: Any) -> Clue:
    """Somebody tells; reception (or the page) takes it down."""
    inventor, rng = stage.inventor, stage.inventor.rng
    firm, first = inventor.firm(), inventor.person()
    crew = [first, *(inventor.person() for _ in range((workers or rng.choice((1, 2, 3, 5, 12))) - 1))]
    months = rng.choice((1, 2, 3, 4))
    owed_to = stage.day.replace(day=1) - timedelta(days=1)
    owed_from = (owed_to - timedelta(days=30 * (months - 1))).replace(day=1)
    construction = firm.sector == "construction"
    facts = {
        "channel": channel or rng.choice(list(Channel)[:9]),
        "region": COUNTY,
        "received_on": stage.day,
        "reporters": (ReporterFacts(first.name, first.id_number, first.phone, first.migrant),),
        "claims": tuple(
            ClaimFacts(
                name=one.name,
                id_number=one.id_number,
                phone=one.phone,
                amount_fen=rng.randrange(30, 160) * 10_000 * months // 2,
                owed_from=f"{owed_from:%Y-%m}",
                owed_to=f"{owed_to:%Y-%m}",
                work=rng.choice(("木工", "钢筋工", "瓦工") if construction else ("普工", "操作工")),
                migrant=one.migrant,
                representative=len(crew) >= 10 and place < 3,
            )
            for place, one in enumerate(crew)
        ),
        "employer_name": firm.name,
        "credit_code": firm.credit_code,
        "project_name": inventor.site() if construction else "",
        "sector": firm.sector,
        "place": inventor.place(),
        "owed_from": f"{owed_from:%Y-%m}",
        "owed_to": f"{owed_to:%Y-%m}",
        "government": construction and rng.random() < 0.3,
        "state_firm": construction and rng.random() < 0.2,
        "new_form": firm.name.endswith("配送服务有限公司"),
        "demand": f"干完活老板一直不给工资，{len(crew)}个人{months}个月没发，要求支付。",
        **changes,
    }
    with stage.morning() as on:
        clue = register_clue(facts=ClueFacts(**facts), by=stage.cast.reception, on=on)
    Employer.objects.filter(pk=clue.employer_id).update(address=firm.address, legal_representative=firm.boss)
    Project.objects.filter(pk=clue.project_id, site_code__isnull=True).update(industry="housing")
    return clue


def accepted(stage: Stage, **about: Any) -> Clue:
    clue = heard(stage, **about)
    stage.later(2)
    with stage.morning() as on:
        from nuanxin.rights.intake.transfer import assign_clue

        accept_clue(clue=clue, by=stage.cast.reception, on=on)
        assign_clue(clue=clue, officer=stage.cast.inspector, by=stage.cast.head, on=on)
    return Clue.objects.get(pk=clue.pk)


def filed(stage: Stage, **about: Any) -> Case:
    clue = accepted(stage, **about)
    stage.later(1)
    with stage.morning() as on:
        return file_case(clue=clue, by=stage.cast.head, officers=[stage.cast.inspector, stage.cast.second], on=on)


def case_until(steps: str, last: str, **about: Any) -> Story:
    """A case that has come to a step and stands there."""

    def story(stage: Stage) -> None:
        case = filed(stage, workers=3, **about)
        for key in steps.split():
            stage.later(1)
            if key == "investigated":
                stage.verify_all(case.clue)
            stage.step(case, key)
            if key == last:
                return

    return story


def paid_after_order(stage: Stage, *, answer: str = "received", close: bool = True) -> None:
    """Ordered, paid within the time limit, each worker asked, closed: columns 4, 6–10."""
    case = filed(stage)
    for key in INVESTIGATION.split():
        stage.later(2)
        if key == "investigated":
            stage.verify_all(case.clue)
        stage.step(case, key)
    stage.later(3)
    stage.pay_all(case.clue)
    stage.step(case, "performed")
    stage.later(2)
    stage.ask_all(case.clue, answer)
    if close and answer == "received":
        stage.later(1)
        with stage.morning() as on:
            settle_and_close(case=case, by=stage.cast.inspector, on=on, opinion="工资已全部付清，同意结案")


def coordinated(stage: Stage, *, last: str = "close") -> None:
    """Settled without filing, with both sides' consent, in two parts: column 5."""
    clue = accepted(stage)
    with stage.morning() as on:
        case = start_coordination(clue=clue, by=stage.cast.inspector, on=on)
    if last == "start":
        return
    stage.later(1)
    stage.step(case, "consent")
    if last == "consent":
        return
    stage.step(case, "negotiation")
    if last in ("negotiation", "failed"):
        if last == "failed":
            stage.step(case, "failed")
        return
    stage.later(1)
    total = sum(claim.claimed_fen or 0 for claim in clue.claims.all())
    with stage.morning() as on:
        parts = [Part(on + timedelta(days=5), total // 2), Part(on + timedelta(days=12), total - total // 2)]
        sign_agreement(case=case, signed_on=on, text="分两期支付全部工资", parts=parts, by=stage.cast.inspector, on=on)
    stage.verify_all(clue)
    if last == "default":
        stage.later(7)
        with stage.morning() as on:
            mark_defaults(on=on)
        return
    if last in ("agreement", "confirmation", "arbitral_paper"):
        if last != "agreement":
            stage.step(case, last)
        return
    stage.later(4)
    stage.pay_all(clue)
    _keep_parts(case, stage)
    stage.step(case, "performed")
    stage.ask_all(clue)
    stage.later(1)
    with stage.morning() as on:
        settle_and_close(case=case, by=stage.cast.inspector, on=on)


def _keep_parts(case: Case, stage: Stage) -> None:
    from nuanxin.rights.cases.agreements import keep_instalment

    with stage.morning() as on:
        for agreement in case.agreements.all():
            for part in agreement.instalments.all():
                keep_instalment(instalment=part, paid_on=on, by=stage.cast.inspector, on=on)


def to_police(last: str, answer: str = "filed") -> Story:
    """移送公安, beside the case: columns 13 and 14."""

    def story(stage: Stage) -> None:
        case = filed(stage, workers=12)
        for key in f"{INVESTIGATION} expired {POLICE}".split():
            stage.later(1)
            if key == "investigated":
                stage.verify_all(case.clue)
            stage.step(case, key)
            if key == last:
                return
        stage.later(1)
        stage.step(case, "police_answer", answer=answer, **({} if answer == "filed" else {"reason": "证据不足"}))
        if last == "police_answer":
            return
        for key in ("handover",) if answer == "filed" else ("police_reconsider", "reconsider_answer", "supervision"):
            stage.step(case, key)
            if key == last:
                return

    return story


def withdrawn(stage: Stage) -> None:
    """Filed, then found that nothing is owed."""
    case = filed(stage, workers=1)
    stage.later(2)
    stage.step(case, "evidence")
    stage.step(case, "investigated", persons=0, amount=0, findings="工资已在立案前付清")
    from nuanxin.rights.cases.ledger import claims_of, verify_claim

    with stage.morning() as on:
        for claim in claims_of(case.clue):
            verify_claim(claim=claim, verified_fen=0, basis="银行流水显示已付清", by=stage.cast.inspector, on=on)
        close_without_settlement(
            case=case, conclusion=Conclusion.UNFOUNDED, reason="立案前已付清", by=stage.cast.head, on=on
        )


def refused(stage: Stage) -> None:
    clue = heard(stage, workers=1)
    stage.later(1)
    with stage.morning() as on:
        refuse_clue(
            clue=clue, ground=list(Ground)[0], reason="经核实，违法行为终了已超过两年", by=stage.cast.reception, on=on
        )


def supplement(stage: Stage) -> None:
    clue = heard(stage, workers=1, employer_name="", credit_code="", project_name="")
    stage.later(1)
    with stage.morning() as on:
        ask_supplement(
            clue=clue, items=["用人单位名称或者工地负责人电话", "考勤或者记工本照片"], by=stage.cast.reception, on=on
        )


def told_elsewhere(stage: Stage) -> None:
    clue = heard(stage, workers=1, demand="买的房子一直不交房")
    stage.later(1)
    with stage.morning() as on:
        close_clue(
            clue=clue, conclusion=Conclusion.NOT_WAGES, basis="反映的是商品房交付问题", answer="不属于欠薪，请向住建部门反映",
            right_door="县住房和城乡建设局 0373-5550200", by=stage.cast.reception, on=on,
        )  # fmt: skip


def sent(stage: Stage, *, then: str = "") -> None:
    """Out of remit: to the housing bureau; accepted, returned, or still on the way."""
    clue = heard(stage, workers=2)
    stage.later(1)
    with stage.morning() as on:
        transfer = send_clue(
            clue=clue,
            to_unit=stage.cast.housing.unit,
            cause="remit",
            reason="因转包、工程款纠纷引发",
            by=stage.cast.reception,
            on=on,
        )
    if then:
        stage.later(1)
        with stage.morning() as on:
            if then == "accepted":
                accept_transfer(transfer=transfer, by=stage.cast.housing, on=on)
            else:
                return_transfer(
                    transfer=transfer,
                    cause="remit",
                    reason="总包已付清工程款，属劳动监察职责",
                    by=stage.cast.housing,
                    on=on,
                )


def helped(stage: Stage) -> None:
    clue = accepted(stage)
    with stage.morning() as on:
        ask_helper(
            clue=clue, unit=stage.cast.housing.unit, task="核查工程款支付和分包合同", by=stage.cast.inspector, on=on,
            due_on=on + timedelta(days=5),
        )  # fmt: skip


def supervised(how: str) -> Story:
    def story(stage: Stage) -> None:
        case = filed(stage, workers=12)
        stage.later(1)
        with stage.morning() as on:
            if how == "press":
                press_clue(clue=case.clue, reason="群体性，务必抓紧", by=stage.cast.city_head, on=on)
            elif how == "listed":
                list_clue(clue=case.clue, reason="涉及人数多，挂牌督办", by=stage.cast.city_head, on=on)
            else:
                take_charge(
                    clue=case.clue,
                    reason="重大敏感，领导包案",
                    leader=stage.cast.county_leader,
                    by=stage.cast.county_leader,
                    on=on,
                )

    return story


def anonymous(stage: Stage) -> None:
    heard(
        stage,
        workers=1,
        channel=Channel.WEB,
        kind=ClueKind.REPORT,
        claims=(),
        reporters=(ReporterFacts(anonymous=True),),
        persons=6,
    )


def received(stage: Stage) -> None:
    heard(stage)


def at_reception_day(stage: Stage) -> None:
    heard(stage, channel=Channel.RECEPTION)


def just_accepted(stage: Stage) -> None:
    accepted(stage)


def not_paid_after_all(stage: Stage) -> None:
    """A worker says that the money did not come: the file stays open."""
    paid_after_order(stage, answer="not_paid")


def stories() -> list[tuple[Story, int]]:
    """Every story, with how many days before today it should begin at least."""
    handled, punished = f"{INVESTIGATION} {HANDLED} {AFTER}", f"{INVESTIGATION} {PUNISHED}"
    told: list[tuple[Story, int]] = [(case_until(handled, key), 20 + 5 * n) for n, key in enumerate(handled.split())]
    told += [(case_until(punished, key), 60 + 4 * n) for n, key in enumerate(punished.split())]
    told.append((case_until(handled, "enforcement"), 330))
    told += [(to_police(key), 60 + 4 * n) for n, key in enumerate(f"{POLICE} police_answer handover".split())]
    told += [(to_police(key, "refused"), 100) for key in ("police_answer", "police_reconsider", "supervision")]
    told += [
        ((lambda stage, last=last: coordinated(stage, last=last)), 40)
        for last in (
            "start",
            "consent",
            "negotiation",
            "failed",
            "agreement",
            "confirmation",
            "arbitral_paper",
            "default",
        )
    ]
    told += [(coordinated, days) for days in (30, 45, 60, 75, 90, 110)]
    told += [(paid_after_order, days) for days in (35, 45, 50, 55, 65, 70, 80, 95, 100, 120, 140, 200, 380, 400)]
    told += [
        (withdrawn, 40),
        (not_paid_after_all, 50),
        (refused, 25),
        (supplement, 8),
        (told_elsewhere, 12),
        (helped, 15),
    ]
    told += [(sent, 3), (lambda s: sent(s, then="accepted"), 14), (lambda s: sent(s, then="returned"), 9)]
    told += [(supervised(how), 30) for how in ("press", "listed", "leader")]
    told += [(just_accepted, days) for days in (4, 6, 10, 20)]
    told += [(received, days) for days in (0, 0, 1, 1, 2, 3, 5, 9)]
    told += [(at_reception_day, days) for days in (5, 5, 5)] + [(anonymous, 2)]
    return told


def first_day(today: date, days: int) -> date:
    return today - timedelta(days=days)
