"""Names alike on the list: looking only at names that share sounds gives the same answer as comparing every name."""

from __future__ import annotations

import random
from datetime import date

import pytest

from nuanxin.foundation.parties.likeness import Likeness, firm_likeness
from nuanxin.foundation.parties.places import place_names
from nuanxin.rights.credit.alike import alike_listed, index_missing
from nuanxin.rights.credit.models import ListedSound, Listing
from tests.conftest import People
from tests.unit.rights.credit.making import listed

pytestmark = pytest.mark.django_db
ON = date(2024, 1, 10)
SIGNS = "宏洪鸿达大甲六7建汇徽"
TAILS = ("建筑有限公司", "劳务有限公司", "有限公司", "集团")


def some_name(rng: random.Random) -> str:
    head = rng.choice(("", "新乡", "新乡市", "河南省第六"))
    return head + "".join(rng.choices(SIGNS, k=rng.randrange(1, 5))) + rng.choice(TAILS)


def obvious(rows: list[Listing], name: str) -> set[str]:
    """The slow twin: every name compared."""
    return {row.name for row in rows if firm_likeness(name, row.name, place_names()) >= Likeness.ALIKE}


def test_nothing_alike_is_passed_over(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nuanxin.rights.credit.alike.SHOWN", 1000)
    rng = random.Random(4)
    rows = []
    for n in range(4):
        rows.append(
            listed(people, until="", employer_name=f"新乡{n}号建筑有限公司", project_name=f"{n}号工地", place=f"{n}路")
        )
    for _ in range(60):  # the same four listings under ever new names
        for row in rows:
            row.name = some_name(rng)
            row.employer.name = row.name
            row.employer.save()
            row.save()
        ListedSound.objects.all().delete()
        index_missing()
        for _ in range(15):
            name = some_name(rng)
            assert {one.name for one in alike_listed(name, "", ON)} == obvious(rows, name), name


def test_only_who_stands_on_the_list_and_in_the_city(people: People) -> None:
    row = listed(people, until="")
    assert [one.name for one in alike_listed("新乡市甲建筑公司", "410721", ON)] == [row.name]
    assert alike_listed("新乡市甲建筑公司", "410100", ON) == []
    assert alike_listed("新乡市甲建筑公司", "410721", date(2027, 1, 10)) == []
    assert alike_listed("", "", ON) == []
