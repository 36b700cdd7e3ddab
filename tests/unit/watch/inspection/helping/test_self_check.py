"""The firm's own check: every question stands on a check-list item read in full text; only a no is a weak point."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.watch.inspection.checklists.reading import every_checklist
from nuanxin.watch.inspection.helping.models import WeakPoint
from nuanxin.watch.inspection.helping.self_checking import questions, weak_points
from tests.conftest import TODAY

ASKED = questions(TODAY)
ITEMS = {f"{one.key}_{item.key}": item for one in every_checklist() for item in one.items}


def test_every_question_is_an_item_that_was_read() -> None:
    assert len(ASKED) >= 15 and len({one.key for one in ASKED}) == len(ASKED)
    assert {one.key for one in ASKED if ITEMS[one.key].verified != "L"} == set()
    assert {one.topic for one in ASKED} <= set(WeakPoint.Topic.labels)
    assert {one.on_site for one in ASKED} == {True, False}


@given(st.dictionaries(st.sampled_from([one.key for one in ASKED] + ["x"]), st.sampled_from(["yes", "no", "na", ""])))
def test_only_a_no_is_a_weak_point(answers: dict[str, str]) -> None:
    told = weak_points(ASKED, answers)
    slow = []
    for one in ASKED:
        for key, said in answers.items():
            if key == one.key and said == "no":
                slow.append(one.finding)
    assert [one.finding for one in told] == slow
    assert all(one.advice and one.cites for one in told)
