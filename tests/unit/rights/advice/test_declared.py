"""The declarations themselves: every article is one of the book, every term exists, the worker's words stay plain and short."""

from dataclasses import replace
from datetime import date

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.advice.deciding import State, advise
from nuanxin.rights.advice.declared import Door, Times
from nuanxin.rights.advice.doors import DOORS
from nuanxin.rights.advice.doors.support import _NEW_LAW
from nuanxin.rights.advice.facts import STATED, Facts, label_of, question_of, shown
from nuanxin.rights.advice.wording import MOST_FOR_WORKER, for_officer, for_worker

TIMES = Times(Law.load(), WorkingCalendar(), "410700")
USUAL = Facts(
    today=date(2026, 3, 2), employer_known=True, project=True, migrant=True, owed_until=date(2025, 12, 31), persons=3
)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.key)
def test_every_sentence_cites_acts_of_the_book(door: Door) -> None:
    """Raises for a short form that acts.yaml does not know."""
    said = [door.cites, *(ask.cites for ask in door.asks), door.cost.cites, door.venue.cites]
    said += [one.cites for one in door.interplay]
    assert door.cites
    for short in filter(None, said):
        assert "《" in TIMES.cite(short) or "〔" in TIMES.cite(short), short


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.key)
def test_a_condition_that_can_fail_says_why_and_one_that_may_be_unknown_asks_for_known_facts(door: Door) -> None:
    for ask in door.asks:
        assert set(ask.missing) <= set(STATED)
    assert door.bring and door.venue.text and door.cost.text


def test_keys_and_short_names_are_used_once() -> None:
    assert len({door.key for door in DOORS}) == len({door.short for door in DOORS}) == len(DOORS)


def test_doors_that_others_hang_on_are_asked_first() -> None:
    seen: set[str] = set()
    for door in DOORS:
        assert set(door.needs_doors) | set(door.only_without) <= seen
        seen.add(door.key)


@pytest.mark.parametrize("door", [door for door in DOORS if door.for_worker], ids=lambda door: door.key)
def test_the_workers_words_are_short_and_plain(door: Door) -> None:
    for words in (door.plain, door.what, door.today):
        assert len(words) <= 32
        assert not any(
            hard in words for hard in ("《", "时效", "管辖", "履行", "救济", "标的", "诉讼", "依法", "第三人")
        )


def test_the_day_of_the_new_relief_act_is_that_of_the_book() -> None:
    assert Law.load().citations("社会救助法 37")[0].act.name == "中华人民共和国社会救助法"
    from nuanxin.foundation.law.book import _shipped_acts

    assert _shipped_acts()["社会救助法"].in_force == _NEW_LAW


def test_the_worker_is_shown_at_most_five_doors_the_best_first() -> None:
    advice = advise(USUAL, TIMES, DOORS)
    shown_doors = for_worker(advice)
    assert len(shown_doors) == MOST_FOR_WORKER
    assert shown_doors[0].key == "inspection" and shown_doors[0].state == "现在就能去"
    assert all(one.ask == () for one in shown_doors)
    assert "referral" not in {one.key for one in shown_doors}


def test_a_lower_bound_is_called_so() -> None:
    """Nobody asked when he left: the safe day is given as the safe day, not as the last one."""
    arbitration = next(one for one in for_worker(advise(USUAL, TIMES, DOORS)) if one.key == "arbitration")
    assert arbitration.time.startswith("最稳妥在2026年12月31日")
    assert not arbitration.hurry


def test_the_last_days_are_said_with_hurry() -> None:
    facts = Facts(today=date(2026, 3, 2), ended_on=date(2025, 3, 3), employer_known=True, individual_contractor=False)
    arbitration = next(one for one in for_worker(advise(facts, TIMES, DOORS)) if one.key == "arbitration")
    assert arbitration.hurry and arbitration.time == "2026年3月3日以前去，还有1天"


def test_the_officer_gets_the_counting_and_every_caution() -> None:
    """A year whose calendar is not out, a figure that nobody entered: both are said."""
    facts = Facts(
        today=date(2026, 3, 2), ended_on=date(2026, 1, 4), employer_known=True, individual_contractor=False,
        agreement_on=date(2026, 2, 10), willing=True,
    )  # fmt: skip
    doors = {one.answer.door.key: one for one in for_officer(advise(facts, TIMES, DOORS), TIMES)}
    assert any("2027年放假安排未录入" in line for line in doors["arbitration"].cautions)
    assert any("对应日" in line for line in doors["arbitration"].explanation)
    assert doors["arbitral_review"].answer.state is State.ASK
    assert any("未经原文核对" in line for line in doors["arbitral_review"].cautions)
    assert "第二十七条" in doors["arbitration"].cites


def test_fast_track_is_said_where_it_fits_and_refused_where_the_other_side_is_gone() -> None:
    for fled, words in ((False, "可以走速裁"), (True, "不能走简易")):
        facts = Facts(today=date(2026, 3, 2), employed=True, employer_known=True, project=True, fled=fled)
        notes = [one.text for one in advise(facts, TIMES, DOORS).about("arbitration").notes]
        assert any(words in one for one in notes)


@pytest.mark.parametrize(
    ("wage", "fen", "words"),
    [(200_000, 2_400_000, "属于一裁终局"), (200_000, 2_400_001, "不是一裁终局"), (None, 1, "没有录入")],
)
def test_one_award_only_depends_on_the_local_minimum_wage(wage: int | None, fen: int, words: str) -> None:
    facts = Facts(
        today=date(2026, 3, 2),
        employed=True,
        employer_known=True,
        individual_contractor=False,
        persons=1,
        amount_fen=fen,
    )
    notes = advise(facts, replace(TIMES, minimum_wage_fen=wage), DOORS).about("arbitration").notes
    assert any(words in one.text for one in notes)


@pytest.mark.parametrize(("average", "words"), [(5_000_000, "金额不超过"), (100, "金额条件不符合"), (None, "没有录入")])
def test_the_small_sum_of_the_fast_track_is_that_of_the_province(average: int | None, words: str) -> None:
    facts = Facts(
        today=date(2026, 3, 2), employed=True, employer_known=True, project=True, persons=1, amount_fen=90_000
    )
    notes = advise(facts, replace(TIMES, average_wage_fen=average), DOORS).about("arbitration").notes
    assert any(words in one.text for one in notes)


def test_legal_aid_hurries_in_the_last_seven_days_of_arbitration() -> None:
    facts = Facts(today=date(2026, 3, 2), migrant=True, ended_on=date(2025, 3, 5))
    notes = advise(facts, TIMES, DOORS).about("legal_aid").notes
    assert any("不到七日" in one.text for one in notes)
    assert not any("不到七日" in one.text for one in advise(USUAL, TIMES, DOORS).about("legal_aid").notes)


def test_every_line_of_the_trace_names_the_facts_it_looked_at() -> None:
    lines = [line for line in advise(USUAL, TIMES, DOORS).trace if line.says == "是工程建设项目"]
    assert lines and all(line.looked_at == (("工程建设项目", "是"),) and line.answer == "成立" for line in lines)


def test_unknown_is_never_shown_as_no() -> None:
    assert shown("migrant", None) == "不知道" and shown("fled", False) == "没有记录" and shown("iou", False) == "否"
    assert shown("amount_fen", 123_45) == "123.45元" and shown("persons", 3) == "3人"
    assert all(question_of(name) and label_of(name) for name in STATED)


def test_facts_that_contradict_one_another_are_refused() -> None:
    with pytest.raises(ValueError, match="晚于"):
        Facts(today=date(2026, 3, 2), owed_until=date(2026, 2, 1), ended_on=date(2026, 1, 1))
    with pytest.raises(ValueError, match="还在干活"):
        Facts(today=date(2026, 3, 2), employed=True, ended_on=date(2026, 1, 1))


def test_only_what_can_change_the_answer_is_asked() -> None:
    """Hired by a unit: whether a foreman has a unit above him no longer matters; his age still does."""
    facts = Facts(today=date(2026, 3, 2), individual_contractor=False, project=False)
    assert advise(facts, TIMES, DOORS).about("service_suit").ask == ("over_age", "owed_until")
    nothing = Facts(today=date(2026, 3, 2), owed_until=date(2026, 1, 4))
    asked = advise(nothing, TIMES, DOORS).about("service_suit").ask
    assert asked == ("over_age", "individual_contractor", "project", "unit_above")


def test_who_has_reported_here_is_not_sent_away_again() -> None:
    here = replace(USUAL, received_on=date(2026, 3, 1), by_worker=True)
    first = for_worker(advise(here, TIMES, DOORS))[0]
    assert first.key == "inspection" and first.state == "已经反映" and "不用再跑" in first.today and not first.bring


def test_the_worker_is_warned_of_what_he_gives_up() -> None:
    shown_doors = {one.key: one for one in for_worker(advise(USUAL, TIMES, DOORS))}
    assert shown_doors["arbitration"].gives_up == "找劳动监察、请人调解"
    assert shown_doors["inspection"].gives_up == "" and shown_doors["legal_aid"].gives_up == ""
    refused = replace(USUAL, refused_on=date(2026, 2, 27), mediation_refused=True)
    assert {one.key: one for one in for_worker(advise(refused, TIMES, DOORS))}["arbitration"].gives_up == ""
