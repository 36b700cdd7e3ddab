"""The stories that the demonstration plays: each leaves a clue in another state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from nuanxin.rights.cases.agreements import Part, keep_instalment, mark_defaults, sign_agreement
from nuanxin.rights.cases.closing import close_without_settlement, settle_and_close
from nuanxin.rights.cases.filing import file_case, start_coordination
from nuanxin.rights.cases.ledger import claims_of, verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.supervision import press, put_in_charge, put_on_list
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.web.terminal.demo.hearing import (
    Story,
    accepted,
    anonymous,
    at_reception_day,
    helped,
    just_accepted,
    received,
    refused,
    sent,
    sent_then,
    supplement,
    told_elsewhere,
)
from nuanxin.web.terminal.demo.playing import Stage

INVESTIGATION = "evidence investigated order order_served"
HANDLED = "expired handling_notice handling_notice_served handling_statement handling_review decision decision_served"
PUNISHED = (
    "expired penalty_notice penalty_notice_served penalty_statement penalty_review discussion penalty penalty_served"
)
HEARD = (
    "expired penalty_notice penalty_notice_served penalty_statement hearing_notice hearing penalty_review discussion"
)
NOTHING_SAID: Mapping[str, Any] = {}
DAYS_BEFORE = {"hearing": 21}  # on the day of which the notice spoke
AFTER = "compensation urge urge_served enforcement"
POLICE = "police_threshold police_report police_approve police_send police_receipt"


def filed(stage: Stage, **about: Any) -> Case:
    clue = accepted(stage, **about)
    stage.later(1)
    with stage.morning() as on:
        return file_case(clue=clue, by=stage.cast.head, officers=[stage.cast.inspector, stage.cast.second], on=on)


def case_until(steps: str, last: str, said: Mapping[str, Any] = NOTHING_SAID, **about: Any) -> Story:
    """A case that has come to a step and stands there. said: facts of steps that differ from the usual ones."""

    def story(stage: Stage) -> None:
        case = filed(stage, workers=3, **about)
        for key in steps.split():
            stage.later(DAYS_BEFORE.get(key, 1))
            if key == "investigated":
                stage.verify_all(case.clue)
            stage.step(case, key, **said.get(key, {}))
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
        if last == "procuratorate_receipt":
            for key in ("procuratorate_copy", last):
                stage.later(1)
                stage.step(case, key)
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
    with stage.morning() as on:
        for claim in claims_of(case.clue):
            verify_claim(claim=claim, verified_fen=0, basis="银行流水显示已付清", by=stage.cast.inspector, on=on)
        close_without_settlement(
            case=case, conclusion=Conclusion.UNFOUNDED, reason="立案前已付清", by=stage.cast.head, on=on
        )


def supervised(how: str) -> Story:
    def story(stage: Stage) -> None:
        case = filed(stage, workers=12)
        stage.later(1)
        with stage.morning() as on:
            if how == "press":
                press(clue=case.clue, reason="群体性，务必抓紧", by=stage.cast.city_head, on=on)
            elif how == "listed":
                put_on_list(clue=case.clue, reason="涉及人数多，挂牌督办", by=stage.cast.city_head, on=on)
            else:
                put_in_charge(
                    clue=case.clue,
                    reason="重大敏感，领导包案",
                    leader=stage.cast.county_leader,
                    by=stage.cast.county_leader,
                    on=on,
                )

    return story


def not_paid_after_all(stage: Stage) -> None:
    """A worker says that the money did not come: the file stays open."""
    paid_after_order(stage, answer="not_paid")


def ends_at(last: str) -> Story:
    """A coordination that has come to a step and stands there."""

    def story(stage: Stage) -> None:
        coordinated(stage, last=last)

    return story


def stories() -> list[tuple[Story, int]]:
    """Every story, with how many days before today it begins."""
    handled, punished = f"{INVESTIGATION} {HANDLED} {AFTER}", f"{INVESTIGATION} {PUNISHED}"
    told: list[tuple[Story, int]] = [
        (case_until(handled, key), 30 + 6 * n) for n, key in enumerate(handled.split()) if key != "enforcement"
    ]
    told += [
        (case_until(punished, key), 90 + 4 * n) for n, key in enumerate(punished.split()) if key not in INVESTIGATION
    ]
    told.append((case_until(handled, "enforcement"), 400))
    told.append((case_until("evidence extend", "extend"), 70))
    heard, asked = (
        f"{INVESTIGATION} {HEARD}",
        {"penalty_statement": {"heard": "stated", "content": "资金紧张", "hearing": "asked"}},
    )
    told += [(case_until(heard, key, asked), 110) for key in ("hearing_notice", "hearing", "discussion")]
    told.append((to_police("procuratorate_receipt"), 95))
    told += [(to_police(key), 90 + 4 * n) for n, key in enumerate(f"{POLICE} police_answer handover".split())]
    told += [(to_police(key, "refused"), 130) for key in ("police_answer", "police_reconsider", "supervision")]
    ways = "start consent negotiation failed agreement confirmation arbitral_paper default"
    told += [(ends_at(last), 45) for last in ways.split()]
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
    told += [(sent, 3), (sent_then("accepted"), 14), (sent_then("returned"), 9)]
    told += [(supervised(how), 30) for how in ("press", "listed", "leader")]
    told += [(just_accepted, days) for days in (4, 6, 10, 20)]
    told += [(received, days) for days in (0, 0, 1, 1, 2, 3, 5, 9)]
    told += [(at_reception_day, days) for days in (5, 5, 5)] + [(anonymous, 2)]
    return told
