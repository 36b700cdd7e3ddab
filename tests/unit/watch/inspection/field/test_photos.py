"""Photos in pieces: resumed where they broke off, the same piece twice, another content, another's area, not a photo."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.watch.inspection.field.photos import add_piece, open_photo, start_photo
from nuanxin.watch.inspection.field.records import FieldPhoto, FieldVisit
from nuanxin.watch.inspection.field.syncing import take_batch
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.field.phone import Phone, batch, number

pytestmark = pytest.mark.django_db
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8
KEY, VISIT = UUID(number("photo")), UUID(number("a-visit"))


@pytest.fixture
def home(people: People, settings: Any, tmp_path: Path) -> FieldVisit:
    settings.MEDIA_ROOT = tmp_path
    take_batch(batch=batch([Phone("a").visit()]), by=people.owner, on=TODAY)
    return FieldVisit.objects.get()


def start(people: People, *, who: str = "owner", content: bytes = PICTURE, size: int | None = None, **more: Any) -> int:
    told = {"key": KEY, "visit": VISIT, "kind": "photo", "digest": hashlib.sha256(content).hexdigest(), **more}
    return start_photo(**told, size=len(content) if size is None else size, by=getattr(people, who))


def piece(people: People, offset: int, data: bytes, who: str = "owner") -> tuple[int, bool]:
    return add_piece(key=KEY, offset=offset, data=data, by=getattr(people, who))


def test_it_goes_on_where_it_broke_off(people: People, home: FieldVisit) -> None:
    assert start(people) == 0
    assert piece(people, 0, PICTURE[:1000]) == (1000, False)
    assert piece(people, 0, PICTURE[:1000]) == (1000, False)  # the answer was lost, the piece comes again
    assert start(people) == 1000
    assert piece(people, 500, PICTURE[500:]) == (len(PICTURE), True)
    assert piece(people, 0, PICTURE[:10]) == (len(PICTURE), True) and start(people) == len(PICTURE)
    row = FieldPhoto.objects.get()
    assert (row.record, row.media_type, row.by) == (home, "image/jpeg", people.owner)
    assert open_photo(row=row, by=people.colleague) == PICTURE


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2052), st.integers(1, 900)), max_size=12))
def test_any_pieces_end_in_the_same_picture(people: People, home: FieldVisit, pieces: list[tuple[int, int]]) -> None:
    FieldPhoto.objects.all().delete()
    for left in Path(home_folder()).glob("field/*"):
        left.unlink()
    start(people)
    for offset, length in pieces:
        try:
            piece(people, offset, PICTURE[offset : offset + length])
        except Refusal as gap:
            assert "应从第" in gap.why
    have = start(people)
    while have < len(PICTURE):
        have, _ = piece(people, have, PICTURE[have : have + 700])
    assert open_photo(row=FieldPhoto.objects.get(), by=people.owner) == PICTURE


def home_folder() -> str:
    from django.conf import settings

    return str(settings.MEDIA_ROOT)


def test_a_picture_that_arrives_otherwise_begins_anew(people: People, home: FieldVisit) -> None:
    start(people)
    with pytest.raises(Refusal, match="与拍摄时不符"):
        piece(people, 0, PICTURE[:-1] + b"x")
    assert start(people) == 0
    assert piece(people, 0, PICTURE) == (len(PICTURE), True)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"content": b"", "size": 0}, "是空的"),
        ({"size": 9 * 2**20}, "8MB"),
        ({"kind": "video"}, "8MB"),
        ({"visit": UUID(number("other"))}, "还没有收到这次检查"),
    ],
)
def test_what_cannot_be_announced(people: People, home: FieldVisit, told: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        start(people, **told)


def test_the_number_of_another_picture(people: People, home: FieldVisit) -> None:
    start(people)
    with pytest.raises(Refusal, match="别的照片"):
        start(people, content=PICTURE + b"x")


def test_a_program_is_no_photo(people: People, home: FieldVisit) -> None:
    program = b"MZ" + PICTURE
    start(people, content=program)
    with pytest.raises(Refusal, match="不是照片"):
        piece(people, 0, program)


def test_gaps_and_surplus_are_refused(people: People, home: FieldVisit) -> None:
    start(people)
    with pytest.raises(Refusal, match="第0字节"):
        piece(people, 10, PICTURE[10:])
    with pytest.raises(Refusal, match="比开始时说明的大"):
        piece(people, 0, PICTURE + b"x")


def test_not_in_another_area(people: People, home: FieldVisit) -> None:
    with pytest.raises(NotAllowed):
        start(people, who="stranger")
    start(people)
    with pytest.raises(NotAllowed):
        piece(people, 0, PICTURE, who="stranger")
    piece(people, 0, PICTURE)
    with pytest.raises(NotAllowed):
        open_photo(row=FieldPhoto.objects.get(), by=people.stranger)


def test_what_is_not_whole_or_was_touched_is_not_shown(people: People, home: FieldVisit) -> None:
    start(people)
    with pytest.raises(NotFound, match="照片"):
        open_photo(row=FieldPhoto.objects.get(), by=people.owner)
    piece(people, 0, PICTURE)
    row = FieldPhoto.objects.get()
    (Path(home_folder()) / row.path).write_bytes(b"other")
    with pytest.raises(Refusal, match="摘要不符"):
        open_photo(row=row, by=people.owner)
