"""What the reader makes of a clue, of the files of other bodies, and of answers that an officer wrote down."""

from datetime import date

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.rights.advice.deciding import State
from nuanxin.rights.advice.gathering import advice_on, facts_of
from nuanxin.rights.advice.keeping import keep_advice
from nuanxin.rights.advice.reading import TELLS
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.versions import newest, with_branches
from nuanxin.rights.disputes.legal_aid.four_papers import keep_interview
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.relief.deposit.drawing import order_drawdown
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_case, make_clue, make_coordination, on_day, step
from tests.unit.rights.relief.making import decided_case, make_advance, make_deposit, make_fund, manager

pytestmark = pytest.mark.django_db


def other_file(people: People, clue: Clue, procedure: str, *steps: tuple[str, dict[str, str]], **about: date) -> Case:
    """A file of another body as rows, whatever its room would have checked: the reader only sees rows."""
    case = Case.objects.create(
        clue=clue, procedure=procedure, procedure_version="1", step=steps[-1][0], unit=people.owner.unit,
        officer=people.owner, opened_on=TODAY, **about,
    )  # fmt: skip
    for key, facts in steps:
        CaseStep.objects.create(case=case, step=key, done_on=TODAY, by=people.owner, facts=facts)
    return case


def test_a_fresh_clue(people: People) -> None:
    facts = facts_of(make_clue(people), TODAY)
    assert (facts.persons, facts.migrant, facts.project, facts.employer_known) == (3, True, True, True)
    assert facts.individual_contractor is False  # 有限公司
    # Of a month only its first day is certain to have been worked.
    assert facts.owed_until == date(2023, 11, 1) and facts.largest_months == 3
    assert facts.largest_fen == 1_000_000
    assert facts.by_worker and facts.received_on == date(2023, 12, 4)
    assert facts.iou is None and facts.hardship is None and facts.ended_on is None and not facts.fled


def test_nothing_said_stays_unknown(people: People) -> None:
    clue = make_clue(people, employer_name="", project_name="", claims=(), owed_from="", owed_to="", sector="")
    facts = facts_of(clue, TODAY)
    assert (facts.employer_known, facts.project, facts.individual_contractor) == (None, None, None)
    assert (facts.persons, facts.amount_fen, facts.owed_until, facts.largest_fen) == (None, None, None, None)
    assert not facts.by_worker


def test_a_petition_is_one_already(people: People) -> None:
    clue = make_clue(people, channel=Channel.PETITION)
    assert advice_on(clue, TODAY).about("petition").state is State.UNDER_WAY


def test_the_filed_case_is_under_way_and_its_order_is_read(people: People) -> None:
    case = make_case(people)
    for key in ("evidence", "investigated", "order", "order_served"):
        step(case, key, people, date(2023, 12, 11))
    facts = facts_of(case.clue, TODAY)
    assert facts.accepted_on == date(2023, 12, 5)
    assert facts.order_served_on == date(2023, 12, 11) and facts.order_until == date(2023, 12, 18)
    inspection = advice_on(case.clue, TODAY).about("inspection")
    assert inspection.state is State.UNDER_WAY and "责令支付" in inspection.running


def test_a_settlement_by_coordination_is_an_agreement(people: People) -> None:
    case = make_coordination(people)
    assert facts_of(case.clue, TODAY).accepted_on == date(2023, 12, 5)
    CaseStep.objects.create(
        case=case, step="agreement", done_on=TODAY, by=people.owner, facts={"signed_on": "2024-01-08"}
    )
    assert facts_of(case.clue, TODAY).agreement_on == date(2024, 1, 8)


def test_files_of_other_bodies_are_read_by_their_steps(people: People) -> None:
    clue = make_clue(people)
    other_file(people, clue, "arbitration", ("application", {"ground": "dispute"}), ("accept", {}))
    other_file(people, clue, "legal_aid", ("application", {}))
    other_file(people, clue, "payment_order", ("apply", {"received_on": "2024-01-09", "no_other_debt": "yes"}))
    other_file(people, clue, "hardship_relief", ("whatever", {}))
    facts = facts_of(clue, TODAY)
    assert (facts.arbitration_on, facts.arbitration_accepted_on, facts.aid_on) == (TODAY, TODAY, TODAY)
    assert facts.payment_order_on == date(2024, 1, 9) and facts.mutual_debts is False
    assert facts.relief_on == TODAY
    advice = advice_on(clue, TODAY)
    assert advice.about("inspection").state is State.CLOSED
    assert advice.about("arbitration").state is State.UNDER_WAY


def test_an_application_for_review_of_an_agreement_is_no_dispute_and_a_withdrawn_one_is_none(people: People) -> None:
    clue = make_clue(people)
    other_file(people, clue, "arbitration", ("application", {"ground": "agreement"}))
    assert facts_of(clue, TODAY).arbitration_on is None
    Case.objects.filter(clue=clue).update(closed_on=TODAY)
    other_file(people, clue, "arbitration", ("application", {"ground": "dispute"}), ("withdrawn", {}), closed_on=TODAY)
    assert facts_of(clue, TODAY).arbitration_on is None


def test_a_closed_mediation_still_interrupts_but_is_not_under_way(people: People) -> None:
    clue = make_clue(people)
    steps = ("apply", {"received_on": "2024-01-03"}), ("refused", {"side": "employer"})
    other_file(people, clue, "people_mediation", *steps, closed_on=TODAY)
    facts = facts_of(clue, TODAY)
    assert facts.mediation_on is None and facts.asked_on == (date(2024, 1, 3),) and facts.mediation_refused


def test_a_struck_step_says_nothing(people: People) -> None:
    clue = make_clue(people)
    case = other_file(people, clue, "notarised_repayment", ("deed", {}))
    row = case.steps.get()
    CaseStep.objects.create(case=case, step="struck", done_on=TODAY, by=people.owner, strikes=row)
    assert facts_of(clue, TODAY).notarised_on is None


def test_every_step_that_is_read_exists_where_its_procedure_is_declared() -> None:
    """A room that renames a step or a fact is noticed here, not by a worker."""
    for one in TELLS:
        try:
            steps = {step.key: step for part in with_branches(newest(one.procedure)) for step in part.steps}
        except KeyError:
            continue  # the room is not there
        assert one.step in steps, one
        facts = {fact.key: fact for fact in steps[one.step].facts}
        if one.day and one.day != "served_on":
            assert one.day in facts, one
        if one.having:
            assert one.having[0] in facts, one
            options = dict(facts[one.having[0]].options)
            assert not options or one.having[1] in options, one


def test_what_was_told_for_the_four_papers_is_not_asked_again(people: People) -> None:
    clue = make_clue(people, workers=1)
    claim = clue.claims.get()
    answers = {
        "name": "工人0", "id_number": "", "phone": "13800000001", "address": "某村1号", "employer": "新乡甲建筑有限公司",
        "place": "新乡县", "work": "木工", "started": "2023年9月", "left_on": date(2023, 11, 29), "owed_from": "2023-09",
        "owed_to": "2023-11", "amount": 1_000_000, "evidence": ["考勤"], "iou": "no", "other_debts": "no",
        "reachable": "no", "before": "arbitration",
    }  # fmt: skip
    assert facts_of(clue, TODAY).iou is None
    with on_day(TODAY):
        keep_interview(
            clue=clue, claim=claim, answers={**answers, "id_number": claim.worker.id_number}, by=None, on=TODAY
        )
    facts = facts_of(clue, TODAY)
    assert (facts.iou, facts.mutual_debts, facts.fled, facts.ended_on) == (False, False, True, date(2023, 11, 29))
    advice = advice_on(clue, TODAY)
    assert advice.about("inspection").state is State.CLOSED
    assert "先登记" in advice.about("arbitration").why[0].text


def test_the_deposit_of_the_project_and_its_notice_to_the_bank(people: People) -> None:
    case, day = decided_case(people)
    assert facts_of(case.clue, day).deposit is None  # not in the register: there may be one all the same
    deposit = make_deposit(people, case.clue.project)  # type: ignore[arg-type]
    advice = advice_on(case.clue, day)
    assert advice.about("wage_deposit").state is State.OPEN
    assert advice.best is not None and advice.best.door.key == "wage_deposit"
    with on_day(day):
        order_drawdown(deposit=deposit, case=case, by=manager(people), on=day)
    assert advice_on(case.clue, day).about("wage_deposit").state is State.UNDER_WAY


def test_an_empty_deposit_is_none(people: People) -> None:
    clue = make_clue(people)
    make_deposit(people, clue.project, stored=None)  # type: ignore[arg-type]
    assert facts_of(clue, TODAY).deposit is False


def test_the_fund_of_the_place_and_an_advance_applied_for(people: People) -> None:
    case, day = decided_case(people)
    assert facts_of(case.clue, day).fund is None
    make_fund(people)
    assert facts_of(case.clue, day).fund is True
    make_advance(case, people, on=day)
    facts = facts_of(case.clue, day)
    assert facts.fled and facts.advance_on == day
    assert advice_on(case.clue, day).about("emergency_fund").state is State.UNDER_WAY


def test_what_was_answered_is_kept_with_the_trace_and_read_again(people: People) -> None:
    clue = make_clue(people)
    assert advice_on(clue, TODAY).about("iou_suit").state is State.ASK
    with on_day(TODAY):
        event = keep_advice(
            clue=clue,
            stated={"iou": False, "hardship": True, "ended_on": date(2023, 11, 30), "asked_on": (date(2023, 12, 20),)},
            chosen="hardship_relief",
            note="住桥洞",
            by=people.owner,
            on=TODAY,
            today=TODAY,
        )
    facts = facts_of(clue, TODAY)
    assert (facts.iou, facts.hardship, facts.ended_on) == (False, True, date(2023, 11, 30))
    assert facts.asked_on == (date(2023, 12, 20),)
    advice = advice_on(clue, TODAY)
    assert advice.about("iou_suit").state is State.CLOSED
    assert advice.about("arbitration").window.last_day == date(2024, 12, 20)  # type: ignore[union-attr]
    kept = ClueEvent.objects.get(pk=event.pk)
    assert kept.details["chosen"] == "hardship_relief" and len(kept.details["trace"]) == len(advice.trace)
    assert kept.details["doors"][0]["door"] and "临时救助" in kept.for_worker and "住桥洞" in kept.text


def test_a_later_answer_replaces_an_earlier_one(people: People) -> None:
    clue = make_clue(people)
    for answer in (True, False):
        with on_day(TODAY):
            keep_advice(
                clue=clue, stated={"hardship": answer}, chosen="", note="", by=people.owner, on=TODAY, today=TODAY
            )
    assert facts_of(clue, TODAY).hardship is False


def test_a_closed_way_cannot_be_chosen_and_the_article_is_named(people: People) -> None:
    clue = make_clue(people)
    with on_day(TODAY), pytest.raises(Refusal, match="没有调解协议") as refused:
        keep_advice(
            clue=clue, stated={}, chosen="judicial_confirmation", note="", by=people.owner, on=TODAY, today=TODAY
        )
    assert "人民调解法" in str(refused.value)
    with on_day(TODAY), pytest.raises(Refusal, match="没有这条途径"):
        keep_advice(clue=clue, stated={}, chosen="nowhere", note="", by=people.owner, on=TODAY, today=TODAY)
    with on_day(TODAY), pytest.raises(Refusal, match="没有这样的事实"):
        keep_advice(clue=clue, stated={"rich": True}, chosen="", note="", by=people.owner, on=TODAY, today=TODAY)
    assert not ClueEvent.objects.filter(kind="keep_advice").exists()


def test_only_the_holder_keeps_advice(people: People) -> None:
    clue = make_clue(people)
    with on_day(TODAY), pytest.raises(NotAllowed):
        keep_advice(clue=clue, stated={}, chosen="", note="", by=people.stranger, on=TODAY, today=TODAY)


def test_a_settled_clue_has_no_door_left(people: People) -> None:
    clue = make_clue(people)
    Clue.objects.filter(pk=clue.pk).update(state="closed", conclusion="coordinated", closed_on=TODAY)
    advice = advice_on(Clue.objects.get(pk=clue.pk), TODAY)
    assert advice.best is None and all("全部付清" in one.why[0].text for one in advice.answers)
