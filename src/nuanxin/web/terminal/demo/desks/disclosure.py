"""Publishing decisions in the demonstration: public, corrected, taken back, withheld, asked for, drafted; the rest in time or late."""

from __future__ import annotations

from nuanxin.rights.credit.disclosure.duties import standing_entry
from nuanxin.rights.credit.disclosure.models import DisclosedDecision, DisclosureDuty, DutyState
from nuanxin.rights.credit.disclosure.publishing import (
    Written,
    digest_of,
    draft_disclosure,
    publish_decision,
    withdraw_disclosure,
)
from nuanxin.rights.credit.disclosure.withholding import ask_to_withhold, decide_withholding
from nuanxin.web.terminal.demo.hearing import Story
from nuanxin.web.terminal.demo.playing import Stage
from nuanxin.web.terminal.demo.stories import HANDLED, INVESTIGATION, PUNISHED, filed

LEFT_LATE = 5  # every fifth of the older decisions was forgotten
_BASIS = "《劳动保障监察条例》第十八条、第二十六条；《保障农民工工资支付条例》第三条"


def _decided(stage: Stage, steps: str) -> DisclosureDuty:
    """A case up to its decision, handling or penalty."""
    case = filed(stage, workers=3)
    for key in f"{INVESTIGATION} {steps}".split():
        stage.later(1)
        if key == "investigated":
            stage.verify_all(case.clue)
        stage.step(case, key)
    return DisclosureDuty.objects.get(case=case)


def _written(duty: DisclosureDuty, more: str = "") -> Written:
    fine = duty.kind == "penalty"
    content = "罚款一万元" if fine else "责令在规定期限内支付拖欠的全部工资"
    facts = f"{duty.party}拖欠劳动者工资，经责令限期改正逾期不改正{more}"
    return Written(matter="拖欠劳动者工资案", facts=facts, basis=_BASIS, content=content)


def _draft(stage: Stage, duty: DisclosureDuty, more: str = "", reason: str = "") -> DisclosedDecision:
    with stage.morning() as on:
        return draft_disclosure(duty=duty, written=_written(duty, more), reason=reason, by=stage.cast.inspector, on=on)


def _publish(stage: Stage, entry: DisclosedDecision) -> None:
    with stage.morning() as on:
        publish_decision(entry=entry, seen=digest_of(entry), by=stage.cast.inspector, on=on)


def told(steps: str, last: str) -> Story:
    """A decision whose publication has come so far: due, drafted, published, corrected, withdrawn, asked, refused or withheld."""

    def story(stage: Stage) -> None:
        duty = _decided(stage, steps)
        if last == "due":
            return
        stage.later(2)
        if last in ("asked", "refused", "withheld"):
            _withhold(stage, duty, last)
            return
        entry = _draft(stage, duty)
        if last == "drafted":
            return
        _publish(stage, entry)
        stage.later(3)
        if last == "corrected":
            _publish(stage, _draft(stage, duty, "，涉及三名劳动者", "补充涉及人数"))
        elif last == "withdrawn":
            with stage.morning() as on:
                said = "行政复议决定撤销了该决定"
                withdraw_disclosure(entry=entry, cause="revoked", reason=said, by=stage.cast.inspector, on=on)

    return story


def _withhold(stage: Stage, duty: DisclosureDuty, last: str) -> None:
    with stage.morning() as on:
        asked = ask_to_withhold(
            duty=duty, ground="privacy", reason="当事人是家庭作坊，隐去姓名后仍可识别", by=stage.cast.inspector, on=on
        )
    if last == "asked":
        return
    stage.later(1)
    with stage.morning() as on:
        opinion = "同意" if last == "withheld" else "隐去姓名后可以公示"
        decide_withholding(asked=asked, agreed=last == "withheld", opinion=opinion, by=stage.cast.head, on=on)


def older_ones(stage: Stage) -> None:
    """The decisions of all other stories: most were published before their day, some were forgotten."""
    waiting = DisclosureDuty.objects.filter(state=DutyState.DUE, due_on__lt=stage.day).order_by("decided_on", "pk")
    for number, duty in enumerate(list(waiting)):
        if number % LEFT_LATE == LEFT_LATE - 1 or duty.due_on is None or standing_entry(duty):
            continue
        stage.day = stage.calendar.previous_working(duty.due_on)
        _publish(stage, _draft(stage, duty))


def stories() -> list[tuple[Story, int]]:
    """Every state of a publication; the older ones of other stories last."""
    ends = ("published", "corrected", "withdrawn", "refused", "withheld")
    found: list[tuple[Story, int]] = [
        (told(PUNISHED.rsplit(" ", 1)[0], last), 100 + 7 * n) for n, last in enumerate(ends)
    ]
    before_service = HANDLED.rsplit(" ", 1)[0]
    found += [(told(HANDLED, "published"), 95), (told(PUNISHED.rsplit(" ", 1)[0], "due"), 17)]
    found += [(told(before_service, last), 25 + 2 * n) for n, last in enumerate(("due", "drafted", "asked"))]
    return [*found, (older_ones, 0)]
