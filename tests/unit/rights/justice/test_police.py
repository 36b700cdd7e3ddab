"""The police file: only after a referral, its decision written once and counted once, whoever writes first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.rights.cases.models import ActKind, Case, OfficialAct
from nuanxin.rights.cases.steps import make_paper, prefill_of, standing_rows, strike_step
from nuanxin.rights.intake.clocks import running_clocks
from nuanxin.rights.justice.police.following import cleared_on, standing_filings
from nuanxin.rights.justice.police.leniency import leniency
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue, on_day, pay_all, step
from tests.unit.rights.justice.making import liaison, opened, referred, take

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def counted(case: Case, kind: ActKind) -> int:
    return OfficialAct.objects.filter(clue=case.clue, kind=kind, withdrawn_on__isnull=True).count()


def keys(case: Case) -> list[str]:
    return [row.step for row in standing_rows(case)]


def test_nothing_without_a_referral(people: People) -> None:
    clue = make_clue(people)
    officer = liaison("police_case")
    with on_day(date(2023, 12, 6)) as on:
        from nuanxin.rights.intake.transfer import ask_helper

        ask_helper(clue=clue, unit=officer.unit, task="协助查找", by=people.owner, on=on)
    with pytest.raises(Refusal, match="没有向公安机关移送"):
        opened("police_case", clue, date(2023, 12, 7))


def seen(case: Case, people: People, on: date) -> None:
    """The police are asked to help, so that they see the thread."""
    from nuanxin.rights.intake.transfer import ask_helper

    with on_day(on):
        ask_helper(clue=case.clue, unit=liaison("police_case").unit, task="接受移送", by=people.owner, on=on)


def test_police_write_first_and_the_branch_follows(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    file = opened("police_case", case.clue, sent + DAY)
    assert keys(case)[-1] == "police_receipt"
    assert running_clocks(case.clue).filter(term="tr.police_decide").count() == 2
    take(file, "decide", sent + 2 * DAY)
    assert keys(case)[-1] == "police_answer"
    assert not running_clocks(case.clue).filter(term="tr.police_decide").exists()
    assert (counted(case, ActKind.REFERRAL), counted(case, ActKind.POLICE_FILING)) == (1, 1)
    with pytest.raises(Refusal):
        step(case, "police_answer", people, sent + 3 * DAY)
    assert counted(case, ActKind.POLICE_FILING) == 1
    step(case, "handover", people, sent + 3 * DAY)


def test_inspection_writes_first_and_the_police_do_not_count_again(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    on = sent + DAY
    step(case, "police_receipt", people, on)
    step(case, "police_answer", people, on)
    file = opened("police_case", case.clue, on)
    with pytest.raises(Refusal, match="不一致"):
        take(file, "decide", on, answer="refused", ground="other", reason="证据不足")
    take(file, "decide", on)
    assert counted(case, ActKind.POLICE_FILING) == 1
    assert keys(case).count("police_answer") == 1


def test_struck_together_and_only_by_the_police(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    file = opened("police_case", case.clue, sent + DAY)
    told = take(file, "decide", sent + 2 * DAY)
    followed = standing_rows(case)[-1]
    with on_day(sent + 3 * DAY) as on:
        with pytest.raises(Refusal, match="请公安机关先更正"):
            strike_step(row=followed, reason="登错", by=people.owner, on=on)
        strike_step(row=told, reason="日期有误", by=file.officer, on=on)
    assert counted(case, ActKind.POLICE_FILING) == 0
    assert "police_answer" not in keys(case)
    take(file, "decide", sent + 3 * DAY)
    assert counted(case, ActKind.POLICE_FILING) == 1


def test_refused_reconsidered_ordered_to_file(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    on = sent + DAY
    file = opened("police_case", case.clue, on)
    take(file, "decide", on, answer="refused", ground="other", reason="证据不足")
    assert running_clocks(case.clue).filter(term="tr.reconsider.apply").exists()
    with pytest.raises(Refusal, match="还没有在监察案件中提请复议"):
        take(file, "reconsider", on)
    step(case, "police_reconsider", people, on)
    take(file, "reconsider", on)
    take(file, "reconsider_decide", on)
    assert keys(case)[-1] == "reconsider_answer"
    assert counted(case, ActKind.POLICE_FILING) == 0
    take(file, "explain", on)
    take(file, "file_by_order", on + DAY)
    assert counted(case, ActKind.POLICE_FILING) == 1
    take(file, "investigate", on + DAY)
    with pytest.raises(Refusal):
        take(file, "not_filed", on + DAY)


def test_a_closed_inspection_case_still_counts_the_filing(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    Case.objects.filter(pk=case.pk).update(closed_on=sent, closing="解决结案")
    file = opened("police_case", case.clue, sent + DAY)
    row = take(file, "decide", sent + DAY)
    assert counted(case, ActKind.POLICE_FILING) == 1
    with on_day(sent + 2 * DAY) as on:
        strike_step(row=row, reason="登错", by=file.officer, on=on)
    assert not standing_filings(case.clue).exists()


def test_paid_before_filing_and_after(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    on = sent + DAY
    file = opened("police_case", case.clue, on)
    with pytest.raises(Refusal, match="没有付清"):
        take(file, "decide", on, answer="refused", ground="paid", reason="付清")
    take(file, "decide", on)
    with pytest.raises(Refusal, match="没有付清"):
        take(file, "paid", on)
    pay_all(case.clue, people, on, ask=False)
    assert cleared_on(case.clue) == on
    with pytest.raises(Refusal, match="没有查明工资已经付清"):
        take(file, "withdraw", on)
    take(file, "paid", on)
    take(file, "withdraw", on)
    file.refresh_from_db()
    assert (file.closed_on, file.closing) == (on, "付清后撤销案件")


def test_redirected_and_taken_up_elsewhere(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    file = opened("police_case", case.clue, sent + DAY, competent="no")
    assert running_clocks(case.clue).filter(term="tr.police_redirect", about=f"case:{file.pk}").exists()
    with pytest.raises(Refusal, match="没有管辖权"):
        take(file, "decide", sent + DAY)
    take(file, "redirect", sent + DAY)
    file.refresh_from_db()
    assert file.closed_on == sent + DAY
    again = opened("police_case", case.clue, sent + 2 * DAY)
    take(again, "decide", sent + 2 * DAY)
    assert counted(case, ActKind.POLICE_FILING) == 1


def test_days_do_not_run_backwards(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    with pytest.raises(Refusal, match="早于移送日期"):
        opened("police_case", case.clue, sent + DAY, received_on=sent - DAY)
    file = opened("police_case", case.clue, sent + 2 * DAY)
    with pytest.raises(Refusal, match="早于“接受移送”的"):
        take(file, "decide", sent + 3 * DAY, answered_on=sent)


def test_inspectors_do_not_decide_for_the_police(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    file = opened("police_case", case.clue, sent + DAY)
    with pytest.raises(NotAllowed):
        take(file, "decide", sent + DAY, by=people.owner)


@pytest.mark.parametrize(
    ("paid", "stage"),
    [(1, "filing"), (10, "filing"), (11, "indictment"), (20, "indictment"), (21, "judgment"), (31, "late")],
)
def test_the_three_gates_of_leniency(paid: int, stage: str) -> None:
    gates = {"filed_on": date(2024, 1, 10), "indicted_on": date(2024, 1, 20), "judged_on": date(2024, 1, 30)}
    found = leniency(date(2024, 1, paid), **gates)
    assert found.stage == stage
    assert "第六条" in found.cites


def test_receipt_and_feedback_are_filled_from_the_file(people: People) -> None:
    case, sent = referred(people)
    seen(case, people, sent)
    file = opened("police_case", case.clue, sent + DAY)
    take(file, "decide", sent + 2 * DAY)
    with on_day(sent + 2 * DAY) as on:
        for kind, words in (("referral_receipt", "本机关有管辖权"), ("police_feedback", "决定：立案")):
            paper = make_paper(case=file, kind=kind, fields=prefill_of(file, kind, {}), by=file.officer, on=on)
            assert words in str(sheet_of(paper).as_dict()), kind
