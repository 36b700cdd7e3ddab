"""What must hold of the advice for any facts: no door past its time, no door reopened by waiting, no certainty from ignorance."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.advice.deciding import Advice, State, advise
from nuanxin.rights.advice.declared import Times
from nuanxin.rights.advice.doors import DOORS
from nuanxin.rights.advice.facts import STATED, Facts
from nuanxin.rights.advice.limits import interruptions
from tests.spec.obvious_calendar import obvious_due

LAW, CALENDAR = Law.load(), WorkingCalendar()
DAYS = st.dates(date(2021, 1, 4), date(2026, 11, 20))
MAYBE = st.none() | st.booleans()
MAYBE_DAY = st.none() | DAYS
FLAGS = [
    "migrant",
    "over_age",
    "hardship",
    "employer_known",
    "project",
    "individual_contractor",
    "unit_above",
    "able_to_pay",
    "willing",
    "iou",
    "other_issue",
    "mutual_debts",
    "deposit",
    "fund",
    "award_final",
]
EVENTS = [
    "received_on",
    "accepted_on",
    "refused_on",
    "inspection_ended_on",
    "order_served_on",
    "order_until",
    "decision_served_on",
    "decision_until",
    "review_on",
    "referred_on",
    "mediation_on",
    "agreement_on",
    "default_on",
    "confirmed_on",
    "notary_on",
    "notarised_on",
    "certificate_on",
    "arbitration_on",
    "arbitration_accepted_on",
    "arbitration_refused_on",
    "award_on",
    "suit_on",
    "payment_order_on",
    "title_due_on",
    "enforcement_on",
    "aid_on",
    "support_on",
    "relief_on",
    "petition_on",
]


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    """Any matter at all, even an unlikely one; only what Facts itself refuses is left out."""
    said: dict[str, Any] = {name: draw(MAYBE) for name in FLAGS}
    # Few events each, else nearly everything would be closed.
    happened = draw(st.sets(st.sampled_from(EVENTS), max_size=5))
    said |= {name: draw(DAYS) for name in happened}
    said |= {name: draw(st.booleans()) for name in ("fled", "by_worker", "mediation_refused")}
    owed, ended = draw(MAYBE_DAY), draw(MAYBE_DAY)
    if owed and ended and owed > ended:
        owed, ended = ended, owed
    said |= {"owed_until": owed, "ended_on": ended, "iou_due_on": draw(MAYBE_DAY)}
    said["employed"] = draw(st.sampled_from((None, False))) if ended else draw(MAYBE)
    said["persons"] = draw(st.none() | st.integers(1, 30))
    said["amount_fen"] = draw(st.none() | st.integers(1, 20_000_000))
    said["largest_fen"] = draw(st.none() | st.integers(1, said["amount_fen"] or 3_000_000))
    said["largest_months"] = draw(st.none() | st.integers(0, 24))
    said["asked_on"] = tuple(draw(st.lists(DAYS, max_size=3)))
    return Facts(today=draw(DAYS), place=draw(st.sampled_from(("410700", "450000"))), **said)


def ask(facts: Facts) -> Advice:
    return advise(facts, Times(LAW, CALENDAR, facts.place), DOORS)


@settings(max_examples=300, deadline=None)
@given(any_facts())
def test_no_door_past_its_time_is_recommended(facts: Facts) -> None:
    for one in ask(facts).of(State.OPEN):
        if one.window and one.window.last_day:
            assert facts.today <= one.window.last_day, one.door.key


@settings(max_examples=300, deadline=None)
@given(any_facts(), st.integers(1, 900))
def test_waiting_never_opens_what_time_has_closed(facts: Facts, days: int) -> None:
    """Events are the same; the day of an interruption that lies ahead is no interruption yet."""
    later = replace(facts, today=facts.today + timedelta(days=days))
    assume(interruptions(facts) == interruptions(later))
    then = ask(later)
    for one in ask(facts).of(State.CLOSED):
        if one.window and one.window.open is False:
            assert then.about(one.door.key).state in (State.CLOSED, State.UNDER_WAY), one.door.key


@settings(max_examples=400, deadline=None)
@given(any_facts(), st.sets(st.sampled_from(STATED), min_size=1, max_size=6))
def test_taking_knowledge_away_never_makes_the_advice_surer(facts: Facts, forgotten: set[str]) -> None:
    """What was open or closed stays so or becomes a question; a question never becomes an answer."""
    before, after = ask(facts), ask(replace(facts, **cast(dict[str, Any], dict.fromkeys(forgotten))))
    for one in before.answers:
        now = after.about(one.door.key).state
        assert now in (one.state, State.ASK), (one.door.key, forgotten)


@settings(max_examples=150, deadline=None)
@given(any_facts())
def test_what_must_be_asked_has_a_question_or_a_missing_figure(facts: Facts) -> None:
    advice = ask(facts)
    for one in advice.of(State.ASK):
        lacking_figure = any(line.result is None for line in one.trace)
        assert lacking_figure
    for one in advice.of(State.CLOSED):
        assert one.why, one.door.key
    assert [one.door.key for one in advice.answers if not one.trace] == []


@settings(max_examples=300, deadline=None)
@given(ended=DAYS, today=DAYS, asked=st.lists(DAYS, max_size=4))
def test_the_slow_twin_finds_the_same_last_day_of_arbitration(ended: date, today: date, asked: list[date]) -> None:
    """Day by day from the end of the relation: a claim on a day on which the year still runs begins it anew."""
    facts = Facts(today=today, ended_on=ended, asked_on=tuple(asked), employer_known=True, individual_contractor=False)
    start, day = ended, ended
    last = obvious_due(start, 1, "yr", pauses=[])
    while day < min(today, date(2026, 12, 31)):
        day += timedelta(days=1)
        if day in asked and isinstance(last, date) and day <= last:
            start, last = day, obvious_due(day, 1, "yr", pauses=[])
    answer = ask(facts).about("arbitration")
    assert answer.window is not None and answer.window.last_day == last
    assert (answer.state is State.OPEN) == (today <= answer.window.last_day)


@settings(max_examples=150, deadline=None)
@given(signed=DAYS, default=DAYS, after=st.integers(0, 900))
def test_the_slow_twin_finds_the_other_last_days(signed: date, default: date, after: int) -> None:
    """司法确认, 执行, 裁后起诉: plain terms from one day."""
    today = signed + timedelta(days=after)
    facts = Facts(today=today, agreement_on=signed, willing=True, award_on=signed, award_final=False)
    for key, number, unit in (("judicial_confirmation", 30, "d"), ("suit_after_arbitration", 15, "d")):
        window = ask(facts).about(key).window
        assert window is not None and window.last_day == obvious_due(signed, number, unit, pauses=[])
    title = Facts(today=default + timedelta(days=1 + after), title_due_on=default)
    window = ask(title).about("enforcement").window
    assert window is not None and window.last_day == obvious_due(default, 2, "yr", pauses=[])


@settings(max_examples=200, deadline=None)
@given(any_facts())
def test_what_a_door_gives_up_is_closed_once_it_is_taken(facts: Facts) -> None:
    """The warning and the rules say the same: after the application or the suit those doors do not stand open."""
    for door in DOORS:
        if not door.gives_up:
            continue
        taken = {"arbitration_on": facts.today, "arbitration_refused_on": None} if door.key == "arbitration" else {}
        after = ask(replace(facts, **cast(dict[str, Any], taken or {"suit_on": facts.today})))
        for key in door.gives_up:
            assert after.about(key).state is State.CLOSED, (door.key, key)
