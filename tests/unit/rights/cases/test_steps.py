"""Taking steps: gates with their article, right of each person, papers, clocks, dated facts, striking, two officers at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.facts import repost_for_clue
from nuanxin.rights.cases.models import Case, OfficialAct
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.cases.steps import last_step_id, offers, standing_rows, strike_step, take_step
from nuanxin.rights.intake.models import Clock
from tests.conftest import People
from tests.unit.rights.cases.making import PAPERS, facts_for, make_case, make_clue, on_day, step, walk

pytestmark = pytest.mark.django_db
START = date(2023, 12, 6)
TO_DECISION = "handling_notice handling_notice_served handling_statement handling_review decision decision_served"


def expired_order(people: People) -> tuple[Case, date]:
    """A case whose order to pay has run out; the next free day."""
    case = make_case(people)
    day = walk(case, "evidence investigated order order_served", people, START)
    day += timedelta(days=10)
    step(case, "expired", people, day)
    return case, day


def running(case: Case) -> set[str]:
    return set(Clock.objects.filter(clue=case.clue, stopped_on__isnull=True).values_list("term", flat=True))


def test_the_whole_way_to_a_served_decision(people: People) -> None:
    case, day = expired_order(people)
    last = walk(case, TO_DECISION, people, day)
    assert [row.step for row in standing_rows(case)] == [
        "file", "evidence", "investigated", "order", "order_served", "expired", *TO_DECISION.split()
    ]  # fmt: skip
    kinds = list(
        Paper.objects.filter(about_id=case.pk, about_kind="cases.case").order_by("pk").values_list("kind", flat=True)
    )
    assert kinds == [
        "correction_order",
        "handling_prior_notice",
        "legal_review_opinion",
        "handling_decision",
    ]
    acts = OfficialAct.objects.filter(clue=case.clue).order_by("pk")
    assert [(act.kind, act.done_on) for act in acts] == [
        ("order", date(2023, 12, 8)),
        ("decision", last - timedelta(days=2)),
    ]
    assert running(case) == {"gov.exec_disclose.decision"}  # found out, decided, served: only its publication is due


def test_clocks_follow_the_steps(people: People) -> None:
    case = make_case(people)
    assert running(case) == {"insp.invest"}
    step(case, "evidence", people, START)
    step(case, "investigated", people, START)
    assert running(case) == {"insp.decide"}
    step(case, "order", people, START)
    assert running(case) == {"insp.serve"}
    step(case, "order_served", people, START)
    assert running(case) == set()


def test_the_head_extends_the_investigation_once(people: People) -> None:
    case = make_case(people)
    step(case, "extend", people, START)
    clock = Clock.objects.get(clue=case.clue, term="insp.invest")
    assert clock.extended_by == people.head
    assert clock.due_on == date(2024, 4, 16)
    with pytest.raises(Refusal, match=r"已于.*办理"):
        step(case, "extend", people, START + timedelta(days=1))


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("investigated", "没有调查取证.*第十六条"),
        ("order", "没有查明事实.*第十八条"),
        ("order_served", "没有制发限期改正指令书.*第六十一条"),
        ("expired", "没有送达，期限不起算"),
        ("handling_notice", "没有责令限期改正.*第十八条"),
        ("decision", "没有告知并听取陈述申辩，不得作出决定.*第十九条"),
        ("penalty", "没有告知并听取陈述申辩，不得作出处罚决定.*第四十四条"),
        ("hearing", "没有依法通知听证.*第六十四条"),
        ("discussion", "没有法制审核意见.*第五十八条"),
        ("compensation", "没有逾期.*第八十五条"),
        ("urge", "没有送达决定书.*第五十四条"),
        ("police_threshold", "没有责令支付或者没有送达证据.*第二百七十六条之一"),
        ("police_send", "负责人没有批准移送.*第五条"),
    ],
)
def test_out_of_order_is_refused_with_gate_and_article(people: People, key: str, says: str) -> None:
    case = make_case(people)
    with pytest.raises(Refusal, match=says):
        step(case, key, people, START)


def test_the_order_has_not_run_out(people: People) -> None:
    case = make_case(people)
    day = walk(case, "evidence investigated order order_served", people, START)
    due_on = date(2023, 12, 15)
    assert day == date(2023, 12, 10)
    with pytest.raises(Refusal, match="改正期限还没有届满，2023年12月15日届满"):
        step(case, "expired", people, due_on)
    step(case, "expired", people, due_on + timedelta(days=1))


def test_a_hearing_that_was_asked_for_must_be_held(people: People) -> None:
    case, day = expired_order(people)
    day = walk(case, "penalty_notice penalty_notice_served", people, day)
    step(case, "penalty_statement", people, day, hearing="asked")
    with pytest.raises(Refusal, match=r"当事人要求听证，还没有举行听证.*第六十三条"):
        step(case, "penalty_review", people, day)
    with pytest.raises(Refusal, match=r"提前七个工作日通知.*第六十四条"):
        step(case, "hearing_notice", people, day, held_on=day + timedelta(days=3))
    day = walk(case, "hearing_notice hearing penalty_review penalty", people, day)
    assert OfficialAct.objects.filter(clue=case.clue, kind="penalty").count() == 1


def test_silence_on_the_hearing_needs_five_working_days(people: People) -> None:
    case, day = expired_order(people)
    day = walk(case, "penalty_notice penalty_notice_served", people, day)  # served 2023-12-21, a Thursday
    with pytest.raises(Refusal, match="要求听证的五个工作日还没有届满，2023年12月28日届满"):
        step(case, "penalty_statement", people, date(2023, 12, 28), heard="waived", hearing="silent")
    step(case, "penalty_statement", people, date(2023, 12, 29), heard="waived", hearing="silent")


def test_a_returned_review_is_no_review(people: People) -> None:
    case, day = expired_order(people)
    day = walk(case, "handling_notice handling_notice_served handling_statement", people, day)
    step(case, "handling_review", people, day, opinion="return")
    with pytest.raises(Refusal, match="没有通过法制审核"):
        step(case, "decision", people, day)
    walk(case, "handling_review decision", people, day)


def test_a_complex_case_is_discussed(people: People) -> None:
    case = make_case(people)
    step(case, "evidence", people, START)
    step(case, "investigated", people, START, complex="yes")
    day = walk(case, "order order_served", people, START) + timedelta(days=10)
    day = walk(case, "expired handling_notice handling_notice_served handling_statement handling_review", people, day)
    with pytest.raises(Refusal, match=r"没有集体讨论.*第五十七条"):
        step(case, "decision", people, day)
    walk(case, "discussion decision", people, day)


def test_compensation_lies_within_the_law(people: People) -> None:
    case, day = expired_order(people)
    for percent in (49, 101):
        with pytest.raises(BadInput, match="超出法定幅度50%至100%"):
            step(case, "compensation", people, day, percent=percent)
    step(case, "compensation", people, day, percent=100)


def test_the_court_is_asked_in_its_window(people: People) -> None:
    case, day = expired_order(people)
    served = walk(case, TO_DECISION, people, day) - timedelta(days=1)
    assert served == date(2023, 12, 25)
    step(case, "urge", people, date(2024, 5, 6))
    with pytest.raises(Refusal, match="催告书没有送达"):
        step(case, "enforcement", people, date(2024, 6, 26))
    step(case, "urge_served", people, date(2024, 5, 7))
    with pytest.raises(Refusal, match=r"起诉期限还没有届满，2024年6月25日届满.*第五十三条"):
        step(case, "enforcement", people, date(2024, 6, 25))
    with pytest.raises(Refusal, match="三个月期限，已于2024年9月25日届满"):
        step(case, "enforcement", people, date(2024, 9, 26))
    step(case, "enforcement", people, date(2024, 9, 25))


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("evidence", {"owner", "colleague", "head"}),
        ("extend", {"head"}),
    ],
)
def test_who_may_take_a_step(people: People, key: str, allowed: set[str]) -> None:
    for name in ("owner", "colleague", "head", "superior", "stranger", "housing", "reviewer", "leader", "auditor"):
        case = make_case(people)
        with on_day(START):
            try:
                take_step(case=case, step=key, facts=facts_for(key, START), by=getattr(people, name), on=START)
                done = True
            except Refusal as refused:
                assert "没有权限" in str(refused)
                done = False
        assert done == (name in allowed), name


def test_nobody_reviews_his_own_case(people: People) -> None:
    case, day = expired_order(people)
    day = walk(case, "handling_notice handling_notice_served handling_statement", people, day)
    for by in (people.owner, people.head, people.superior):
        with pytest.raises(Refusal, match="没有权限"), on_day(day):
            take_step(case=case, step="handling_review", facts=facts_for("handling_review", day), by=by, on=day)


def test_facts_are_asked_for_by_their_label(people: People) -> None:
    case = make_case(people)
    with pytest.raises(BadInput) as wrong, on_day(START):
        take_step(case=case, step="evidence", facts={"kind": "dream", "colour": "red"}, by=people.owner, on=START)
    said = str(wrong.value)
    assert "取证方式" in said
    assert "取得的证据和内容" in said
    assert "colour" in said


def test_the_second_officer_learns_what_changed(people: People) -> None:
    case = make_case(people)
    seen = last_step_id(case)
    step(case, "evidence", people, START)
    with pytest.raises(Refusal, match="王承办于2023-12-06办理了“调查取证”"), on_day(START):
        take_step(
            case=case,
            step="evidence",
            facts=facts_for("evidence", START),
            by=people.colleague,
            on=START,
            seen_step_id=seen,
        )
    assert len(standing_rows(case)) == 2


def test_days_do_not_run_backwards_nor_ahead(people: People) -> None:
    case = make_case(people)
    step(case, "evidence", people, START)
    with pytest.raises(Refusal, match="早于前一步骤"):
        step(case, "investigated", people, date(2023, 12, 5))
    with pytest.raises(Refusal, match="在今天之后"), on_day(START):
        take_step(
            case=case,
            step="evidence",
            facts=facts_for("evidence", START),
            by=people.owner,
            on=START + timedelta(days=1),
        )


def test_a_wrong_step_is_struck_not_deleted(people: People) -> None:
    case = make_case(people)
    walk(case, "evidence investigated order order_served", people, START)
    rows = {row.step: row for row in standing_rows(case)}
    day = START + timedelta(days=5)
    with on_day(day):
        with pytest.raises(Refusal, match="请先更正“送达限期改正指令书”"):
            strike_step(row=rows["order"], reason="数额有误", by=people.owner, on=day)
        strike_step(row=rows["order_served"], reason="送错地址", by=people.owner, on=day)
        strike_step(row=rows["order"], reason="数额有误", by=people.owner, on=day)
    act = OfficialAct.objects.get(clue=case.clue, kind="order")
    assert act.withdrawn_on == day
    paper = rows["order"].paper
    assert paper is not None
    paper.refresh_from_db()
    assert paper.status == Paper.Status.VOIDED
    assert [row.step for row in standing_rows(case)] == ["file", "evidence", "investigated"]
    assert case.steps.count() == 7
    assert running(case) == {"insp.decide"}
    assert Clock.objects.get(
        clue=case.clue, term="insp.decide", stopped_on__isnull=True
    ).started_at.date() == START + timedelta(days=1)
    step(case, "order", people, day)


def test_struck_by_a_stranger_or_without_reason_is_refused(people: People) -> None:
    case = make_case(people)
    row = step(case, "evidence", people, START)
    with on_day(START):
        with pytest.raises(Refusal, match="没有权限"):
            strike_step(row=row, reason="错", by=people.stranger, on=START)
        with pytest.raises(Refusal, match="没有写明理由"):
            strike_step(row=row, reason=" ", by=people.owner, on=START)


def test_offers_show_what_is_open_and_why_the_rest_is_not(people: People) -> None:
    case = make_case(people)
    found = {offer.step.key: (offer, may) for offer, may in offers(case=case, by=people.owner, on=START)}
    assert [key for key, (offer, _) in found.items() if offer.allowed] == ["evidence", "extend"]
    assert found["evidence"][1] and not found["extend"][1]
    assert "没有调查取证" in found["investigated"][0].why_not
    assert "close" not in found
    assert "police_threshold" not in found  # the branch opens when an order was served


def test_an_open_case_keeps_its_version(people: People) -> None:
    case = make_case(people)
    assert case.procedure_version == "2024.1"
    assert procedure(case.procedure, case.procedure_version).step("evidence").repeats
    with pytest.raises(Refusal, match=r"2024.1版程序"):
        step_key = "no_such_step"
        with on_day(START):
            take_step(case=case, step=step_key, facts={}, by=people.owner, on=START)


def test_facts_move_with_the_clue(people: People) -> None:
    case = make_case(people)
    walk(case, "evidence investigated order", people, START)
    clue = case.clue
    clue.refresh_from_db()
    clue.sector = "other"
    clue.save(update_fields=["sector"])
    day = START + timedelta(days=9)
    with on_day(day):
        assert repost_for_clue(clue=clue, by=people.owner, on=day) == 1
        assert repost_for_clue(clue=clue, by=people.owner, on=day) == 0
    old, new = OfficialAct.objects.filter(clue=clue).order_by("pk")
    assert (old.sector, old.withdrawn_on) == ("construction", day)
    assert (new.sector, new.withdrawn_on, new.corrects, new.done_on) == ("other", None, old, old.done_on)
    assert new.number == old.number


def test_paper_without_a_lawful_field_is_refused_whole(people: People) -> None:
    clue = make_clue(people)
    assert clue.employer is not None
    case = make_case(people)
    walk(case, "evidence investigated", people, START)
    day = START + timedelta(days=2)
    with pytest.raises(Refusal, match="管辖人民法院"), on_day(day):
        take_step(case=case, step="order", facts=facts_for("order", day), by=people.owner, on=day)
    assert not OfficialAct.objects.filter(clue=case.clue).exists()
    assert PAPERS["order"] == {"court": "新乡县人民法院"}
