"""No aid without its gates; one turn, one person; nobody suspended is ever suggested. Each with an obvious twin."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, judge
from nuanxin.rights.disputes.legal_aid.procedure import V2026_1
from nuanxin.rights.disputes.legal_aid.rota import HALVES, Turn, lay_out
from nuanxin.rights.disputes.legal_aid.same_day import Applied, share, stragglers
from nuanxin.rights.disputes.legal_aid.suggesting import Candidate, Wanted, rank, suggest
from tests.property.test_procedure_paths import value

LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
START = date(2024, 1, 8)
STEPS = [step for step in V2026_1.steps if step.key != "application"]


@given(data=st.data(), tries=st.integers(1, 40))
def test_no_path_around_the_gates(data: st.DataObject, tries: int) -> None:
    """Whatever is tried in whatever order: what the law wants before a step stands before it."""
    means = data.draw(st.sampled_from(["migrant", "declared", "checked"]))
    on, taken = START, [Taken("application", START, {"means": means})]
    for _ in range(tries):
        on += timedelta(days=data.draw(st.integers(0, 9)))
        step = data.draw(st.sampled_from(STEPS))
        facts = {fact.key: value(fact, on, data) for fact in step.facts}
        if judge(V2026_1, taken, step, facts, on, law=LAW).allowed:
            taken.append(Taken(step.key, on, facts))
            if step.ends:
                break
    for index, done in enumerate(taken):
        before = [one.step for one in taken[:index]]
        if done.step in ("grant", "refuse"):
            assert "accepted" in before
            assert not {"grant", "refuse"} & set(before)
        if done.step == "assign":
            assert {"grant", "regrant", "first_aid"} & set(before)
            assert "refuse" not in before or "regrant" in before
        if done.step in ("work", "authorisation", "replace"):
            assert "assign" in before
            assert "terminate" not in before or "regrant" in before
        if done.step == "report":
            assert {"grant", "regrant"} & set(before) and {"authorisation", "work"} <= set(before)
        if done.step in ("refuse", "terminate") and means == "migrant":
            assert done.facts["ground"] != "means"
        if done.step == "accepted" and "supplement" in before:
            assert "supplemented" in before
        assert all(one.on <= done.on for one in taken[:index])


people = st.lists(st.integers(1, 30), unique=True, max_size=6)


@given(
    days=st.lists(st.integers(0, 30), unique=True, max_size=12),
    who=people,
    standing=st.dictionaries(st.tuples(st.integers(0, 30), st.sampled_from(HALVES)), st.integers(1, 30), max_size=10),
    had=st.dictionaries(st.integers(1, 30), st.integers(0, 9)),
)
def test_one_turn_one_person(
    days: list[int], who: list[int], standing: dict[tuple[int, str], int], had: dict[int, int]
) -> None:
    taken = [Turn(START + timedelta(days=day), half, one) for (day, half), one in standing.items()]
    asked = [START + timedelta(days=day) for day in days]
    new = lay_out(asked, who, taken, had)
    every = [(one.day, one.half) for one in (*taken, *new)]
    assert len(every) == len(set(every))  # never two on one turn
    assert {one.who for one in new} <= set(who)
    if who:
        assert all((day, half) in every for day in asked for half in HALVES)
        counts = {one: sum(turn.who == one for turn in (*taken, *new)) for one in who}
        if not taken and not any(had.get(one) for one in who) and len(who) > 1:
            assert max(counts.values()) - min(counts.values()) <= 1
    else:
        assert new == ()


words = st.frozensets(st.sampled_from(["wages", "construction", "injury"]))
tongues = st.frozensets(st.sampled_from(["mandarin", "yi", "sign"]))
places = st.frozensets(st.sampled_from(["410721", "410700", "410724"]))
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 50),
        name=st.just("律师"),
        active=st.booleans(),
        skills=words,
        languages=tongues,
        places=places,
        load=st.integers(0, 6),
        most=st.none() | st.integers(0, 6),
        on_duty=st.booleans(),
        carried_before=st.booleans(),
    ),
    unique_by=lambda one: one.key,
    max_size=8,
)


@given(register=candidates, skills=words, languages=tongues, chosen=st.none() | st.integers(1, 50))
def test_nobody_suspended_is_suggested(
    register: list[Candidate], skills: frozenset[str], languages: frozenset[str], chosen: int | None
) -> None:
    wanted = Wanted(skills, languages, "410721", chosen)
    found = suggest(register, wanted)
    able = {
        one.key for one in register
        if one.active and not one.carried_before and (one.most is None or one.load < one.most)
    }  # fmt: skip
    assert {one.key for one in found.order} == able
    assert len(found.order) + len(found.left_out) == len(register)
    if chosen in able:
        assert found.order[0].key == chosen
    slow = list(able)  # the obvious twin: take the best of what is left, one after another
    by_key = {one.key: one for one in register}
    for one in found.order:
        best = min(slow, key=lambda key: rank(by_key[key], wanted))
        assert one.key == best
        assert one.fors
        slow.remove(best)


day = st.integers(0, 5).map(lambda n: START + timedelta(days=n))


@given(
    st.lists(
        st.builds(
            Applied,
            case=st.integers(1, 99),
            applied_on=day,
            accepted_on=st.none() | day,
            decided_on=st.none() | day,
            assigned_on=st.none() | day,
            given_up=st.booleans(),
            supplementing=st.booleans(),
        ),
        max_size=12,
    ),
    day,
)
def test_share_and_board_against_counting_by_hand(rows: list[Applied], on: date) -> None:
    told = share(rows, START, on)
    counted = done = 0
    for one in rows:
        if START <= one.applied_on <= on and not one.given_up:
            counted += 1
            if one.decided_on == one.applied_on and one.assigned_on == one.applied_on:
                done += 1
    assert (told.counted, told.done) == (counted, done)
    for one in stragglers(rows, on):
        assert not one.given_up and not (one.decided_on and one.assigned_on)
