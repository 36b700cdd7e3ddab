"""The median of similar matters: as of a day, of the place, never of a few; and what differences of places could tell."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median_low

import pytest

from nuanxin.foundation.organisations.models import LocalSetting, Region
from nuanxin.rights.intake.channels import ClueKind, Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.similar import Similar, similar_closed
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db
HERE, NEXT, THIRD = "410721", "410724", "410725"


def close(region: str, spans: list[int], *, ago: int = 1, **changes: object) -> None:
    """Closed matters there that took so many days each."""
    for days in spans:
        clue = a_clue(None, region=region)
        end = TODAY - timedelta(days=ago)
        told = {"state": "closed", "conclusion": Conclusion.COORDINATED, "closed_on": end} | changes
        Clue.objects.filter(pk=clue.pk).update(received_on=end - timedelta(days=days), **told)


def asked(region: str = HERE, on: date = TODAY) -> Similar | None:
    clue = a_clue(None, region=region)
    return similar_closed(clue=clue, on=on)


@pytest.fixture(autouse=True)
def counties(people: People) -> None:
    for code in (NEXT, THIRD):
        if not Region.objects.filter(pk=code).exists():
            pytest.skip(f"{code} is no region of the small set")


def test_the_median_of_the_county(people: People) -> None:
    spans = [3, 50, 10, 20, 30, 7]
    close(HERE, spans)
    close(HERE, [400], ago=2)  # long but within the look-back
    found = asked()
    assert found is not None and (found.number, found.days) == (7, median_low([*spans, 400]))
    assert found.area == Region.objects.get(pk=HERE).name and found.kind == "投诉"


def test_what_says_nothing_about_handling_is_left_out(people: People) -> None:
    close(HERE, [5] * 5)
    changes: dict[str, object]
    for number, changes in enumerate(
        (
            {"conclusion": Conclusion.DUPLICATE},
            {"conclusion": Conclusion.WITHDRAWN},
            {"kind": ClueKind.REPORT},
            {"closed_on": TODAY + timedelta(days=1)},
            {"closed_on": TODAY - timedelta(days=366)},
        )
    ):
        close(HERE, [number + 90], **changes)
    found = asked()
    assert found is not None and (found.number, found.days) == (5, 5)
    assert asked(on=TODAY - timedelta(days=2)) is None  # as of a day on which none was closed yet


def test_too_few_are_not_told_and_the_place_may_set_more(people: People) -> None:
    close(HERE, [9] * 4)
    assert asked() is None
    close(HERE, [9])
    assert asked() is not None
    LocalSetting.objects.create(
        key="publish.least",
        region=Region.objects.get(pk="410000"),
        value=6,
        source="本省规定",
        valid_from=date(2023, 1, 1),
    )
    assert asked() is None


def test_the_differencing_attack_on_the_city(people: People) -> None:
    """One county has three matters. Workers of all counties put together what they are told: the three stay unknown."""
    close(HERE, [10] * 6)
    close(NEXT, [20] * 3)
    close(THIRD, [30] * 9)
    here, few, third = asked(HERE), asked(NEXT), asked(THIRD)
    city = Region.objects.get(pk=HERE).parent
    assert city is not None and few is not None and (few.area, few.number) == (city.name, 18)
    # The smallest neighbour is not told apart either, so that 18 − 9 leaves two counties open.
    assert here == few and third is not None and third.number == 9
    told = {one.area: one.number for one in (here, few, third)}
    assert told[city.name] - told[third.area] == 9  # 6 + 3: nobody can say which is which
