"""Own cases on the phone: only own, only masked, for a day; notes and photos come home once, whatever the line does."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.models import ClueEvent
from nuanxin.rights.intake.registration.facts import ClaimFacts, ReporterFacts
from nuanxin.watch.inspection.field.batch import Batch, read_batch
from nuanxin.watch.inspection.field.cases import FieldCaseNote, add_case_piece, cases_for, start_case_photo
from nuanxin.watch.inspection.field.syncing import take_batch
from nuanxin.watch.inspection.field.taking import load_for
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue
from tests.unit.rights.intake.test_files import photo

pytestmark = pytest.mark.django_db
SLOW_LINE = 400_000 / 8  # bytes a second: 3G as it is in the country, 400 kbit/s


def case(people: People, officer: Any, n: int = 1, **more: Any) -> Case:
    clue = a_clue(
        people.owner, place="新乡县小冀镇工地", demand="拖欠三个月工资" * 12, employer_name=f"新乡第{n}建筑劳务有限公司", amount_fen=None,
        reporters=(ReporterFacts(name="王大锤", phone="13837312345"),),
        claims=(ClaimFacts(name=f"工人{n}", amount_fen=1_000_000),),
    )  # fmt: skip
    told = {"procedure": "coordination", "procedure_version": "1", "step": "started", "opened_on": TODAY, **more}
    return Case.objects.create(clue=clue, unit=clue.unit, officer=officer, **told)


def notes(*told: dict[str, Any]) -> Batch:
    return read_batch(json.dumps({"notes": list(told)}).encode())


def note(case: Case, words: str = "工地负责人承认欠薪", key: str = "") -> dict[str, Any]:
    return {"key": key or str(uuid4()), "case": case.pk, "words": words, "made_at": "2024-01-10T11:00:00+08:00"}


def test_only_own_open_cases_and_only_masked(people: People) -> None:
    own = case(people, people.owner)
    second = case(people, people.colleague, 2, second_officer=people.owner)
    case(people, people.colleague, 3)
    case(people, people.owner, 4, closed_on=TODAY)
    told = cases_for(people.owner)
    assert {one["id"] for one in told} == {own.pk, second.pk}
    text = json.dumps(told, ensure_ascii=False)
    assert "王大锤" not in text and "13837312345" not in text and "工人1" not in text
    assert "王**" in text or "王*" in text
    assert (told[0]["persons"], told[0]["place"]) == (1, "新乡县小冀镇工地")
    for other in (people.stranger, people.superior, people.head, people.housing):
        assert cases_for(other) == []


def test_a_note_comes_home_once(people: People) -> None:
    own = case(people, people.owner)
    sent = note(own)
    first = take_batch(batch=notes(sent), by=people.owner, on=TODAY)
    again = take_batch(batch=notes(sent, note(own, "第二条")), by=people.owner, on=TODAY)
    assert first.taken == [sent["key"]] and len(again.taken) == 2
    lines = ClueEvent.objects.filter(clue=own.clue, kind="field_note").order_by("pk")
    assert [line.text for line in lines] == ["工地负责人承认欠薪", "第二条"]
    assert FieldCaseNote.objects.count() == 2
    other = take_batch(batch=notes({**sent, "words": "换了内容"}), by=people.owner, on=TODAY)
    assert "同一编号已经有别的内容" in other.refused[sent["key"]]


def test_nobody_else_writes_to_a_case(people: People) -> None:
    own = case(people, people.owner)
    for other in (people.colleague, people.head, people.stranger, people.superior):
        sent = note(own)
        receipt = take_batch(batch=notes(sent), by=other, on=TODAY)
        assert "不再由您承办" in receipt.refused[sent["key"]]
    Case.objects.update(closed_on=TODAY)
    sent = note(own)
    assert sent["key"] in take_batch(batch=notes(sent), by=people.owner, on=TODAY).refused
    assert not ClueEvent.objects.filter(kind="field_note").exists()


def test_a_photo_in_pieces_becomes_evidence_once(people: People, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    own, key, picture = case(people, people.owner), uuid4(), photo()
    told: dict[str, Any] = {"key": key, "case": own.pk, "size": len(picture), "by": people.owner}
    digest = hashlib.sha256(picture).hexdigest()
    with pytest.raises(Refusal, match="不再由您承办"):
        start_case_photo(**{**told, "by": people.colleague}, digest=digest)
    assert start_case_photo(**told, digest=digest) == 0
    half = len(picture) // 2
    assert piece(key, 0, picture[:half], people) == (half, False)
    assert piece(key, 0, picture[:half], people) == (half, False)  # the answer was lost
    assert start_case_photo(**told, digest=digest) == half
    assert piece(key, half, picture[half:], people) == (len(picture), True)
    assert piece(key, 0, picture, people) == (len(picture), True)
    assert start_case_photo(**told, digest=digest) == len(picture)
    row = Evidence.objects.get()
    assert (row.clue, row.from_worker, row.scan) == (own.clue, False, Evidence.Scan.WAITING)


def test_what_was_changed_on_the_way_begins_anew(people: People, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    own, key, picture = case(people, people.owner), uuid4(), photo()
    start_case_photo(key=key, case=own.pk, size=len(picture), digest="0" * 64, by=people.owner)
    assert piece(key, 0, picture, people) == (0, False)
    assert not Evidence.objects.exists()


def piece(key: UUID, offset: int, data: bytes, people: People) -> tuple[int, bool]:
    return add_case_piece(key=key, offset=offset, data=data, by=people.owner, on=TODAY)


def test_the_first_load_of_sixty_cases_is_small(people: People) -> None:
    """What goes over the line for 60 cases: compressed below 20 KB, so seconds even on a slow line (OF-01: 60 s)."""
    for n in range(60):
        case(people, people.owner, n)
    content = load_for(by=people.owner, on=TODAY).content
    assert len(content["cases"]) == 60
    cases, whole = (gzip.compress(json.dumps(one).encode(), 6) for one in (content["cases"], content))
    print(
        f"60 cases: {len(json.dumps(content['cases']).encode())} bytes plain, {len(cases)} gzip; load {len(whole)} gzip"
    )
    assert len(cases) < 20_000 and len(whole) / SLOW_LINE < 10
