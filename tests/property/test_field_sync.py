"""Whatever way the messages of two phones take — lost, repeated, cut, in any order — the rows are the same in the end."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.watch.inspection.checklists.answers import CheckAnswer, answers_of
from nuanxin.watch.inspection.field.deciding import conflicts_of, decide_field
from nuanxin.watch.inspection.field.heads import Change, standing
from nuanxin.watch.inspection.field.records import FieldEdit, FieldKey, FieldVisit, WorkerInterview
from nuanxin.watch.inspection.field.syncing import take_batch
from nuanxin.watch.inspection.models import Visit
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.field.phone import Phone, batch


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    """Edits as honest phones make them: each knows some that were there before."""
    made: list[Change] = []
    for n in range(draw(st.integers(1, 8))):
        field = draw(st.sampled_from(["workforce", "met"]))
        known = [one.key for one in made if one.field == field]
        after = draw(st.sets(st.sampled_from(known))) if known else set()
        made.append(Change(f"{n}", field, draw(st.integers(0, 2)), frozenset(after)))
    return made


def obvious(made: list[Change]) -> dict[str, set[str]]:
    """The slow twin: an edit stands when no other one of its field names it."""
    return {
        field: {
            one.key
            for one in made
            if one.field == field
            if not any(one.key in other.after for other in made if other.field == field)
        }
        for field in {one.field for one in made}
    }


@given(changes(), st.randoms())
def test_what_stands_is_blind_to_order_and_repetition(made: list[Change], chance: Any) -> None:
    mixed = made + chance.sample(made, k=len(made) // 2)
    chance.shuffle(mixed)
    told = {field: set(one.keys) for field, one in standing(mixed).items()}
    assert told == obvious(made)
    for field, one in standing(mixed).items():
        assert one.agreed == (len({c.value for c in made if c.key in told[field]}) == 1)


def test_two_that_name_one_another_stand_both() -> None:
    made = [Change("a", "met", 1, frozenset("b")), Change("b", "met", 2, frozenset("a"))]
    assert standing(made)["met"].keys == ["a", "b"]


def the_day() -> list[tuple[str, dict[str, Any]]]:
    """All that two phones made on one day: each its visit, edits, edits of edits, a worker's words."""
    mine, hers = Phone("a"), Phone("b")
    parts: list[tuple[str, dict[str, Any]]] = [("owner", mine.visit()), ("colleague", hers.visit())]
    parts += [("owner", one) for one in mine.edits()]
    parts += [("owner", mine.edit("workforce", n)) for n in (61, 62)]
    parts += [("owner", mine.edit("answer:real_name/contract", "no")), ("owner", mine.interview("三个月没发钱"))]
    parts += [("colleague", hers.edit("workforce", 58)), ("colleague", hers.edit("met", "李经理"))]
    return parts


def send(people: People, who: str, parts: list[dict[str, Any]]) -> None:
    visits = [one for one in parts if "visited_on" in one]
    interviews = [one for one in parts if "words" in one]
    edits = [one for one in parts if "field" in one]
    take_batch(batch=batch(visits, edits, interviews), by=getattr(people, who), on=TODAY)


def rows() -> dict[str, Any]:
    """Everything that phones brought, without the numbers of rows."""
    record = FieldVisit.objects.get()
    return {
        "keys": set(FieldKey.objects.values_list("key", flat=True)),
        "edits": {(e.key, e.field, str(e.value), tuple(e.after), e.by_id) for e in FieldEdit.objects.all()},
        "words": set(WorkerInterview.objects.values_list("key", flat=True)),
        "conflicts": {one.field: {str(e.key) for e, _ in one.sides} for one in conflicts_of(record)},
        "waits": record.waits,
    }


def decided(people: People) -> tuple[Any, ...]:
    """What the register says once somebody has chosen the second officer's value of what the two wrote differently."""
    record = FieldVisit.objects.get()
    for one in conflicts_of(record):
        side = next(edit for edit, _ in one.sides if edit.by == people.colleague)
        decide_field(row=record, field=one.field, chosen=side.key, reason="核对花名册", by=people.head, on=TODAY)
    visit = Visit.objects.get(withdrawn_on__isnull=True)
    said = {place: (one.answer, one.note) for place, one in answers_of(visit).items()}
    return visit.workforce, visit.migrants, visit.finding, visit.recording, visit.notes["met"], said


def empty() -> None:
    for model in (CheckAnswer, FieldEdit, WorkerInterview, FieldKey, FieldVisit):
        model.objects.all().delete()  # type: ignore[attr-defined]
    for visit in Visit.objects.order_by("-pk"):  # a correction before what it corrects
        visit.delete()


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_any_way_of_the_messages_ends_in_the_same_rows(people: People, chance: Any, size: int) -> None:
    """Cut into messages, mixed, some lost and some sent twice; then each phone sends what it was never told was taken."""
    parts = the_day()
    empty()
    for who in ("owner", "colleague"):
        send(people, who, [one for name, one in parts if name == who])
    wanted, register = rows(), decided(people)
    empty()
    mixed = parts + chance.sample(parts, k=8)
    chance.shuffle(mixed)
    for start in range(0, len(mixed), size):
        if chance.random() < 0.3:
            continue  # lost on the way
        for who in ("owner", "colleague"):
            if said := [one for name, one in mixed[start : start + size] if name == who]:
                send(people, who, said)
    for who in ("colleague", "owner"):
        send(people, who, [one for name, one in parts if name == who])
    assert rows() == wanted
    assert decided(people) == register
    assert FieldVisit.objects.count() == 1
