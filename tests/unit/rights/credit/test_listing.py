"""The list from the proposal to the removal: every gate refuses, the row follows the steps, striking takes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.closing import closing_obstacles
from nuanxin.rights.cases.filing import open_case_holds
from nuanxin.rights.cases.models import Case, OfficialAct
from nuanxin.rights.cases.opening import hand_over_file
from nuanxin.rights.cases.steps import standing_rows, strike_step, take_step
from nuanxin.rights.cases.steps.ending import other_open_cases
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.listing.ending import look_after_terms
from nuanxin.rights.credit.models import Listing
from nuanxin.rights.intake.models import Clock
from tests.conftest import People
from tests.unit.rights.cases.making import on_day, pay_all
from tests.unit.rights.credit.making import go, listed, propose, take, unpaid_order

pytestmark = pytest.mark.django_db


def refused(act: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return str(caught.value)


def test_from_first_paper_to_archive(people: People) -> None:
    listing = listed(people)
    assert (listing.state, listing.decided_on, listing.until) == ("listed", date(2023, 12, 29), date(2026, 12, 29))
    assert [person.name for person in listing.persons.all()] == ["张三", "李四"]
    assert [act.done_on for act in OfficialAct.objects.filter(kind="listing")] == [date(2023, 12, 29)]
    case = listing.case
    pay_all(case.clue, people, date(2024, 1, 8))
    take(case, "early_apply", people, date(2024, 7, 10), corrected_on=date(2024, 1, 8))
    take(case, "early_decide", people, date(2024, 7, 12))
    listing.refresh_from_db()
    assert listing.remove_by == date(2024, 7, 26)
    take(case, "remove", people, date(2024, 7, 15))
    assert "还没有告知移出" in refused(lambda: take(case, "archive", people, date(2024, 7, 16)))
    take(case, "tell_removal", people, date(2024, 7, 16), consumers=["新乡县信用信息共享平台"])
    listing.refresh_from_db()
    assert [one.name for one in still_to_tell(listing)] == ["新乡县公共资源交易中心"]
    take(case, "tell_removal", people, date(2024, 7, 17), consumers=["新乡县公共资源交易中心"])
    assert not Clock.objects.filter(clue=case.clue, term="bl.remove", stopped_on=None).exists()
    take(case, "archive", people, date(2024, 7, 18))
    listing.refresh_from_db()
    case.refresh_from_db()
    assert (listing.state, case.closing) == ("removed", "已移出")
    for paper in Paper.objects.filter(about_kind="cases.case", about_id=case.pk):
        assert "410721" not in str(sheet_of(paper).as_dict())


def test_the_clue_does_not_wait_for_the_listing(people: People) -> None:
    listing = listed(people)
    filed = Case.objects.get(clue=listing.case.clue, procedure="labour_inspection")
    assert not other_open_cases(filed).exists()
    assert str(filed) in open_case_holds(listing.case.clue)
    assert all("协办" not in one.why for one in closing_obstacles(filed))


def test_no_proposal_before_the_order_ran_out(people: People) -> None:
    clue = unpaid_order(people)
    assert "才届满" in refused(lambda: propose(people, clue, on=date(2023, 12, 15)))
    assert "与填写的日期不同" in refused(lambda: propose(people, clue, order_due_on=date(2023, 12, 14)))


def test_no_proposal_below_the_amount_without_an_incident(people: People) -> None:
    clue = unpaid_order(people, fen=100_000)
    assert "标准为" in refused(lambda: propose(people, clue))
    incident: dict[str, Any] = {
        "ground": "incident",
        "incident": "数十人聚集讨薪，堵塞道路",
        "incident_on": date(2023, 12, 10),
    }
    assert Listing.objects.get(case=propose(people, clue, **incident)).ground == "incident"


def test_paid_before_the_proposal(people: People) -> None:
    clue = unpaid_order(people)
    pay_all(clue, people, date(2023, 12, 16))
    assert "没有未付的工资" in refused(lambda: propose(people, clue))


def test_corrected_and_promised_is_not_listed(people: People) -> None:
    case = propose(people, unpaid_order(people))
    go(case, "notice notice_served", people, date(2023, 12, 19))
    assert "没有付清" in refused(lambda: take(case, "corrected", people, date(2023, 12, 21)))
    pay_all(case.clue, people, date(2023, 12, 21))
    take(case, "corrected", people, date(2023, 12, 22))
    assert "应当按不予列入办理" in refused(lambda: take(case, "decision", people, date(2023, 12, 29)))
    take(case, "waive", people, date(2023, 12, 25))
    case.refresh_from_db()
    assert (case.closing, Listing.objects.get().state) == ("不予列入（已改正并承诺）", "waived")
    assert not OfficialAct.objects.filter(kind="listing").exists()


def test_objection_is_checked_first(people: People) -> None:
    case = propose(people, unpaid_order(people))
    go(case, "notice notice_served objection", people, date(2023, 12, 19))
    late = date(2024, 1, 3)
    assert "异议没有核实" in refused(lambda: take(case, "decision", people, late, heard="checked"))
    take(case, "objection_checked", people, date(2023, 12, 25))
    assert "与案卷不符" in refused(lambda: take(case, "decision", people, late))
    take(case, "decision", people, date(2023, 12, 26), heard="checked")
    assert Listing.objects.get().state == "listed"


def test_the_officer_of_the_file_does_not_decide(people: People) -> None:
    case = propose(people, unpaid_order(people))
    go(case, "notice notice_served", people, date(2023, 12, 19))
    with on_day(date(2023, 12, 29)) as on, pytest.raises(Refusal, match=r"没有权限|不能审核"):
        take_step(case=case, step="decision", facts={"heard": "silent"}, by=people.owner, on=on)


def test_early_removal_names_everything_in_the_way(people: People) -> None:
    listing = listed(people)
    take(listing.case, "early_apply", people, date(2024, 3, 1), promised_on=None)
    told = refused(lambda: take(listing.case, "early_decide", people, date(2024, 3, 4)))
    assert "没有全部付清" in told and "书面承诺" in told
    take(listing.case, "early_decide", people, date(2024, 3, 4), result="refused", reason="条件不具备")
    pay_all(listing.case.clue, people, date(2024, 3, 5))
    take(listing.case, "early_apply", people, date(2024, 6, 1), corrected_on=date(2024, 3, 5))
    told = refused(lambda: take(listing.case, "early_decide", people, date(2024, 6, 3)))
    assert "2024年9月6日起才可以移出" in told
    assert "上一次申请还没有决定" in refused(lambda: take(listing.case, "early_apply", people, date(2024, 6, 4)))


def test_fraud_restarts_the_term(people: People) -> None:
    listing = listed(people)
    case = listing.case
    pay_all(case.clue, people, date(2024, 1, 8))
    take(case, "early_apply", people, date(2024, 7, 10), corrected_on=date(2024, 1, 8))
    go(case, "early_decide remove", people, date(2024, 7, 12))
    take(case, "revoke_removal", people, date(2024, 9, 2))
    listing.refresh_from_db()
    assert (listing.state, listing.restarted_on, listing.until) == ("listed", date(2024, 9, 2), date(2027, 9, 2))
    assert "期限2027年9月2日才届满" in refused(lambda: take(case, "remove", people, date(2026, 12, 30), cause="term"))
    take(case, "remove", people, date(2027, 9, 3), cause="term")


def test_annulment_withdraws_the_act_and_striking_it_posts_again(people: People) -> None:
    listing = listed(people)
    row = take(listing.case, "annul", people, date(2024, 2, 5))
    assert [act.withdrawn_on for act in OfficialAct.objects.filter(kind="listing")] == [date(2024, 2, 5)]
    with on_day(date(2024, 2, 6)) as on:
        strike_step(row=row, reason="录错案卷", by=people.head, on=on)
    standing = OfficialAct.objects.filter(kind="listing", withdrawn_on=None)
    assert [act.done_on for act in standing] == [date(2023, 12, 29)]
    take(listing.case, "annul", people, date(2024, 2, 7))
    take(listing.case, "remove", people, date(2024, 2, 8), cause="annulled")
    assert not OfficialAct.objects.filter(kind="listing", withdrawn_on=None).exists()


def test_striking_the_sharing_takes_back_who_was_told(people: People) -> None:
    listing = listed(people)
    assert len(still_to_tell(listing)) == 2
    row = next(row for row in standing_rows(listing.case) if row.step == "share")
    with on_day(date(2024, 1, 9)) as on:
        strike_step(row=row, reason="没有发出", by=people.owner, on=on)
    assert still_to_tell(listing) == []


def test_the_round_begins_the_removal_when_the_term_is_over(people: People) -> None:
    listing = listed(people)
    with on_day(date(2026, 12, 29)) as on:
        assert look_after_terms(on=on) == 0
    with on_day(date(2026, 12, 30)) as on:
        assert (look_after_terms(on=on), look_after_terms(on=on)) == (1, 0)
    clock = Clock.objects.get(clue=listing.case.clue, term="bl.remove", stopped_on=None)
    assert clock.due_on == listing.remove_by is not None


def test_the_head_of_credit_gives_the_file_to_another(people: People) -> None:
    case = propose(people, unpaid_order(people))
    on = date(2023, 12, 19)
    with on_day(on):
        with pytest.raises(NotAllowed):
            hand_over_file(case=case, officer=people.colleague, reason="休假", by=people.owner, on=on)
        hand_over_file(case=case, officer=people.colleague, reason="休假", by=people.head, on=on)
    case.refresh_from_db()
    assert case.officer == people.colleague
