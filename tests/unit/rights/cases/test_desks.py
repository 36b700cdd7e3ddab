"""A body's own desk: who may open and act, whose clocks ring, who sees the thread, and how its file ends the claim."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.cases.casefile.keeping import kept_until
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.models import Case, Settlement
from nuanxin.rights.cases.opening import enterable, hand_over_file, open_file, openable
from nuanxin.rights.cases.procedures import versions
from nuanxin.rights.cases.procedures.declared import Opening, Procedure, Step
from nuanxin.rights.cases.steps import make_paper, offers, papers_beside, prefill_of, strike_step, take_step
from nuanxin.rights.cases.steps.effects import Moment, with_steps
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.clocks import ring_due, running_clocks
from nuanxin.rights.intake.models import Clock, Clue, HelperTask
from nuanxin.rights.intake.retention.periods import Period, past_clues
from nuanxin.rights.intake.transfer.helping import ask_helper
from nuanxin.rights.intake.visibility import may_see
from tests.conftest import TODAY, People
from tests.desks import desk_person, desk_unit
from tests.unit.rights.cases.desk_procedure import KEY, TRIED
from tests.unit.rights.cases.making import RECEIVED_ON, claims, make_case, make_clue, on_day

pytestmark = pytest.mark.django_db
ON = RECEIVED_ON + timedelta(days=1)


@pytest.fixture(autouse=True)
def tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_DECLARED", [*versions.ALL, TRIED])


@pytest.fixture
def mediator(people: People) -> Staff:
    found: Staff = desk_person("mediator", UnitKind.MEDIATION)
    return found


def unit_of(staff: Staff) -> Unit:
    assert staff.unit is not None
    return staff.unit


def asked_clue(people: People, mediator: Staff) -> Clue:
    """A clue of the inspectors that the mediators were asked to help with."""
    clue = make_clue(people)
    with on_day(ON):
        ask_helper(clue=clue, unit=unit_of(mediator), task="请调解", by=people.owner, on=ON)
    return clue


def opened(clue: Clue, by: Staff, on: date = ON, **changes: Any) -> Case:
    said: dict[str, Any] = {"unit": by.unit, "officer": by, "facts": {"applied_on": on}, **changes}
    with on_day(on):
        return open_file(clue=clue, procedure=KEY, by=by, on=on, **said)


def clock_of(case: Case) -> Clock:
    return Clock.objects.get(clue=case.clue, about=f"case:{case.pk}", stopped_on__isnull=True)


def test_the_desk_opens_its_file_with_number_clock_and_words_for_the_worker(people: People, mediator: Staff) -> None:
    clue = asked_clue(people, mediator)
    case = opened(clue, mediator)
    assert (case.unit, case.officer, case.step) == (mediator.unit, mediator, "application")
    assert case.number == f"{unit_of(mediator).document_word}人调字〔2023〕1号"
    clock = clock_of(case)
    assert clock.term == "med.labour" and clock.officer == mediator
    assert clock.due_on == ON + timedelta(days=15)
    assert "调解组织已经收到您的申请" in [event.for_worker for event in clue.events.all()]


def test_who_may_open(people: People, mediator: Staff) -> None:
    clue = asked_clue(people, mediator)
    assert openable(clue, mediator) == (TRIED,) and openable(clue, people.owner) == ()
    with pytest.raises(NotAllowed):  # the mediators have somebody here: the holder does not write for them
        opened(clue, people.owner, unit=mediator.unit, officer=None)
    with pytest.raises(Refusal, match="不由该单位办理"):
        opened(clue, people.owner)
    stranger = desk_person("mediator", UnitKind.MEDIATION, region="410724")
    with pytest.raises(NotFound):
        opened(clue, stranger)
    opened(clue, mediator)
    with pytest.raises(Refusal, match="已经在办"):
        opened(clue, mediator)
    assert openable(clue, mediator) == ()


def test_a_fact_left_out_or_a_day_to_come_opens_nothing(people: People, mediator: Staff) -> None:
    clue = asked_clue(people, mediator)
    with pytest.raises(BadInput, match="申请日期"):
        opened(clue, mediator, facts={})
    with on_day(ON), pytest.raises(Refusal, match="今天之后"):
        open_file(
            clue=clue,
            procedure=KEY,
            unit=unit_of(mediator),
            officer=mediator,
            facts={"applied_on": ON},
            by=mediator,
            on=ON + timedelta(days=1),
        )
    assert not Case.objects.exists()


def test_the_holder_writes_down_what_a_body_does_that_has_nobody_here(people: People) -> None:
    clue, unit = make_clue(people), desk_unit(UnitKind.MEDIATION)
    assert enterable(clue, people.owner) == (TRIED,) and enterable(clue, people.stranger) == ()
    case = opened(clue, people.owner, unit=unit, officer=None)
    assert case.unit == unit and case.officer == people.owner
    with on_day(ON):
        take_step(case=case, step="failed", facts={"reason": "对方不来"}, by=people.colleague, on=ON)
        with pytest.raises(NotAllowed):
            take_step(case=opened(clue, people.owner, unit=unit, officer=None), step="failed", facts={"reason": "不来"}, by=people.housing, on=ON)  # fmt: skip


def test_rights_follow_the_file_s_unit(people: People, mediator: Staff) -> None:
    case = opened(asked_clue(people, mediator), mediator)
    colleague = desk_person("mediator", UnitKind.MEDIATION, username="other-mediator")
    for who in (people.owner, people.head, people.housing, people.superior):
        with on_day(ON), pytest.raises(NotAllowed):
            take_step(case=case, step="failed", facts={"reason": "不来"}, by=who, on=ON)
    assert [mine for _, mine in offers(case=case, by=people.owner, on=ON)] == [False] * 5
    with on_day(ON):
        take_step(case=case, step="failed", facts={"reason": "不来"}, by=colleague, on=ON)
    case.refresh_from_db()
    assert (case.closed_on, case.closing) == (ON, "调解不成")


def test_the_head_does_not_agree_to_his_own_file(people: People, mediator: Staff) -> None:
    head = desk_person("mediation_head", UnitKind.MEDIATION)
    clue = asked_clue(people, mediator)
    own = opened(clue, head)
    with on_day(ON), pytest.raises(NotAllowed, match="自己承办"):
        take_step(case=own, step="head_agrees", facts={}, by=head, on=ON)
    with on_day(ON):
        hand_over_file(case=own, officer=mediator, reason="回避", by=head, on=ON)
        take_step(case=own, step="head_agrees", facts={}, by=head, on=ON)
    assert clock_of(own).officer == mediator


def test_the_desk_s_own_people_are_rung(people: People, mediator: Staff) -> None:
    case = opened(asked_clue(people, mediator), mediator)
    clock = clock_of(case)
    assert clock.ring_on is not None
    with on_day(clock.ring_on):
        ring_due(on=clock.ring_on)
    bells = [m for m in Message.objects.filter(template="officer_due_soon") if clock.name in m.body]
    assert [bell.to for bell in bells] == [mediator.username]


def test_pause_resume_restart_and_their_correction(people: People, mediator: Staff) -> None:
    case = opened(asked_clue(people, mediator), mediator)
    first = clock_of(case).due_on
    with on_day(ON + timedelta(days=2)) as on:
        held = take_step(case=case, step="hold", facts={}, by=mediator, on=on)
        assert clock_of(case).pauses[-1][1] is None
        strike_step(row=held, reason="记错案卷", by=mediator, on=on)
        assert clock_of(case).due_on == first and clock_of(case).pauses == []
        take_step(case=case, step="hold", facts={}, by=mediator, on=on)
    with on_day(ON + timedelta(days=5)) as on:
        take_step(case=case, step="go_on", facts={}, by=mediator, on=on)
        assert first is not None and clock_of(case).due_on == first + timedelta(days=5)  # the 23rd is a Saturday
        take_step(case=case, step="again", facts={}, by=mediator, on=on)
    assert clock_of(case).due_on == ON + timedelta(days=5 + 15)


def test_solved_at_the_desk_counts_as_solved_by_it_and_ends_the_claim(people: People, mediator: Staff) -> None:
    clue = asked_clue(people, mediator)
    case = opened(clue, mediator)
    pay_everybody(case, mediator)
    with on_day(ON):
        settlement = settle_and_close(case=case, by=mediator, on=ON)
    clue.refresh_from_db()
    assert settlement.solved_by == "mediation" and settlement.persons == 3
    assert clue.state == ClueState.CLOSED and not running_clocks(clue).exists()
    assert HelperTask.objects.get(clue=clue).done_on == ON and may_see(mediator, clue)


def test_the_last_of_two_files_ends_the_claim_and_it_is_solved_once(people: People, mediator: Staff) -> None:
    inspected = make_case(people, on=ON)
    with on_day(ON):
        ask_helper(clue=inspected.clue, unit=unit_of(mediator), task="请调解", by=people.owner, on=ON)
    case = opened(inspected.clue, mediator)
    pay_everybody(case, mediator)
    with on_day(ON):
        settle_and_close(case=case, by=mediator, on=ON)
    clue = Clue.objects.get(pk=inspected.clue_id)
    assert clue.state != ClueState.CLOSED and Case.objects.get(pk=inspected.pk).closed_on is None
    with on_day(ON), pytest.raises(Refusal):
        opened(Clue.objects.get(pk=clue.pk), people.owner)
    assert Settlement.objects.get().solved_by == "mediation"


def pay_everybody(case: Case, by: Staff) -> None:
    with on_day(ON):
        for claim in claims(case.clue):
            verify_claim(claim=claim, verified_fen=1_000_000, basis="工资表", by=by, on=ON)
            record_payment(
                claim=claim,
                source="employer",
                amount_fen=1_000_000,
                paid_on=ON,
                voucher=f"回单{claim.pk}",
                by=by,
                on=ON,
            )
            record_confirmation(claim=claim, answer="received", method="call", asked_on=ON, by=by, on=ON)


def test_a_room_s_effects_run_with_the_step_and_may_refuse_it(
    people: People, mediator: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nuanxin.rights.cases.steps import effects

    monkeypatch.setattr(effects, "_BY_PROCEDURE", {})
    seen: list[str] = []

    def object_to(moment: Moment) -> None:
        if moment.facts.get("reason") == "占用":
            raise Refusal("不能办理", why="会议室已被占用", remedy="请换时间")

    with_steps(
        KEY,
        before=object_to,
        taken=lambda moment: seen.append(f"+{moment.step}"),
        struck=lambda moment: seen.append(f"-{moment.step}"),
    )
    case = opened(asked_clue(people, mediator), mediator)
    with on_day(ON):
        with pytest.raises(Refusal, match="占用"):
            take_step(case=case, step="failed", facts={"reason": "占用"}, by=mediator, on=ON)
        row = take_step(case=case, step="hold", facts={}, by=mediator, on=ON)
        strike_step(row=row, reason="记错", by=mediator, on=ON)
    assert seen == ["+application", "+hold", "-hold"]


def test_a_version_is_declared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    versions.declare(TRIED)
    assert [one.key for one in versions.all_procedures()].count(KEY) == 1
    other = Procedure(KEY, "2024.1", "另一程序", TRIED.steps, opening=TRIED.opening)
    with pytest.raises(ValueError, match="declared twice"):
        versions.declare(other)
    with pytest.raises(ValueError, match="open_file"):
        Procedure("odd", "1", "错", (Step("a", "甲", "法"),), opening=Opening(()))


def test_days_before_the_opening_are_refused(people: People, mediator: Staff) -> None:
    case = opened(asked_clue(people, mediator), mediator)
    with pytest.raises(Refusal, match="启动"):
        take_step(case=case, step="failed", facts={"reason": "不来"}, by=mediator, on=ON - timedelta(days=1))
    with pytest.raises(Refusal, match="今天之后"):
        take_step(case=case, step="failed", facts={"reason": "不来"}, by=mediator, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize(("agreed", "years"), [(True, 10), (False, 5)])
def test_a_file_is_kept_for_its_own_period_whatever_the_place_says(
    people: People, mediator: Staff, agreed: bool, years: int
) -> None:
    case = opened(asked_clue(people, mediator), mediator)
    head = desk_person("mediation_head", UnitKind.MEDIATION)
    with on_day(ON):
        if agreed:
            struck = take_step(case=case, step="head_agrees", facts={}, by=head, on=ON)
            strike_step(row=struck, reason="记错", by=head, on=ON)
            take_step(case=case, step="head_agrees", facts={}, by=head, on=ON)
        take_step(case=case, step="failed", facts={"reason": "不来"}, by=mediator, on=ON)
    case.refresh_from_db()
    last = ON.replace(year=ON.year + years)
    assert kept_until(case) == last
    Clue.objects.filter(pk=case.clue_id).update(closed_on=ON, conclusion="coordinated", state="closed")
    periods = {case.clue.region_id: Period(1, "某档规")}
    for on, past in ((last - timedelta(days=1), []), (last, []), (last + timedelta(days=1), [case.clue])):
        assert list(past_clues(Clue.objects.all(), periods, on)) == past, on


def test_a_struck_step_lengthens_nothing(people: People, mediator: Staff) -> None:
    case = opened(asked_clue(people, mediator), mediator)
    head = desk_person("mediation_head", UnitKind.MEDIATION)
    with on_day(ON):
        row = take_step(case=case, step="head_agrees", facts={}, by=head, on=ON)
        strike_step(row=row, reason="记错", by=head, on=ON)
        assert kept_until(case) is None
        take_step(case=case, step="failed", facts={"reason": "不来"}, by=mediator, on=ON)
    case.refresh_from_db()
    assert kept_until(case) == ON.replace(year=ON.year + 5)
    Clue.objects.filter(pk=case.clue_id).update(closed_on=ON, conclusion="coordinated", state="closed")
    periods = {case.clue.region_id: Period(1, "某档规")}
    assert list(past_clues(Clue.objects.all(), periods, ON.replace(year=ON.year + 6))) == [case.clue]


def test_every_desk_has_its_list_of_evidence(people: People, mediator: Staff) -> None:
    case = opened(asked_clue(people, mediator), mediator)
    with on_day(ON):
        assert [one.declared.paper for one in papers_beside(case, mediator)] == ["evidence_catalogue"]
        fields = prefill_of(case, "evidence_catalogue", {})
        assert fields["items"] == {"none": "各方都没有提交证据"} and fields["handled_by"] == mediator.name
        paper = make_paper(case=case, kind="evidence_catalogue", fields=fields, by=mediator, on=ON)
        with pytest.raises(NotAllowed):
            make_paper(case=case, kind="evidence_catalogue", fields=fields, by=people.owner, on=ON)
    assert paper.title == "证据目录" and paper.status == paper.Status.ISSUED


def test_a_claim_solved_meanwhile_ends_with_its_last_file(people: People, mediator: Staff) -> None:
    """Solved at one desk while another file ran on: when that one ends without more, nobody is left to end the claim."""
    inspected = make_case(people, on=ON)
    with on_day(ON):
        ask_helper(clue=inspected.clue, unit=unit_of(mediator), task="请调解", by=people.owner, on=ON)
    solved = opened(inspected.clue, mediator)
    pay_everybody(solved, mediator)
    with on_day(ON):
        settle_and_close(case=solved, by=mediator, on=ON)
    last = opened(Clue.objects.get(pk=inspected.clue_id), mediator)
    Case.objects.filter(pk=inspected.pk).update(closed_on=ON, closing="转办")
    with on_day(ON):
        take_step(case=last, step="failed", facts={"reason": "已经付清"}, by=mediator, on=ON)
    clue = Clue.objects.get(pk=inspected.clue_id)
    assert (clue.state, clue.conclusion, clue.closed_on) == (ClueState.CLOSED, "coordinated", ON)
