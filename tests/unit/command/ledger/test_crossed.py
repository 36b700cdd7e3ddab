"""A clue of the file comes in by another door while the file is being imported."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

import pytest
from django.db import transaction

from nuanxin.command.ledger.importing import import_clues
from nuanxin.foundation.common.occasion import occasion
from nuanxin.rights.intake.models import Clue, Reporter
from tests.conftest import TODAY, People, at
from tests.unit.command.ledger.workbooks import clue, workbook
from tests.unit.foundation.threads import as_in_service, at_once
from tests.unit.rights.intake.clues import a_clue


@pytest.mark.django_db(transaction=True)
def test_it_stands_once(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue(f"K{n}", 反映人=f"张{n}") for n in range(5)]})
    entered = Event()

    def by_another_door() -> int:
        with occasion(at=at(TODAY), source="test"), transaction.atomic():
            a_clue(people.owner, external_number="K3")
            entered.set()
            time.sleep(0.7)  # not yet to be seen: the import meets it only when it writes
        return 1

    def by_the_file() -> int:
        assert entered.wait(timeout=60)
        with occasion(at=at(TODAY), source="test"):
            return int(import_clues(path=path, on=TODAY).tallies["线索"].created)

    def kept() -> list[tuple[str, int]]:
        return [(str(one.external_number), Reporter.objects.filter(clue=one).count()) for one in Clue.objects.all()]

    with as_in_service(tmp_path):
        assert at_once([by_another_door, by_the_file]) == [1, 4]
        found = dict(at_once([kept])[0])
    assert sorted(found) == [f"K{n}" for n in range(5)]
    assert all(count >= 1 for count in found.values())
