"""Evidence: pieces in any order of trouble, true kinds only, photos without traces."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.common.sm import sm3
from nuanxin.rights.intake.files import (
    LARGEST,
    append_chunk,
    drop_stale_uploads,
    finish_upload,
    kind_of,
    open_evidence,
    public_copy,
    start_upload,
    upload_state,
    without_traces,
)
from nuanxin.rights.intake.files.photo import NotAPhoto
from tests.conftest import People, at
from tests.unit.rights.intake.clues import TODAY, a_clue


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path / "files"
    yield tmp_path / "files"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int = 1) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack("<HHI4s", 0x010F, 2, 4, b"GPS!")
    return segment(
        0xE1, b"Exif\x00\x00II\x2a\x00\x08\x00\x00\x00" + struct.pack("<H", 2) + entry + b"\x00" * 4 + b"N34E113"
    )


PICTURE = segment(0xDB, b"\x00" * 65) + segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\x00\x56\xff\xd9"
JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")


def photo(turned: int = 1) -> bytes:
    return (
        b"\xff\xd8"
        + JFIF
        + exif(turned)
        + segment(0xED, b"Photoshop owner")
        + segment(0xFE, b"taken by Li")
        + PICTURE
        + SCAN
    )


def uploaded(content: bytes, name: str = "照片.jpg", step: int = 100) -> str:
    token = start_upload(name=name, size=len(content)).token
    for offset in range(0, len(content), step):
        append_chunk(token=token, offset=offset, data=content[offset : offset + step])
    return token


@pytest.mark.django_db
def test_two_dropped_lines_lose_nothing(people: People, own_folder: Path) -> None:
    content = photo() + bytes(range(256)) * 40
    token = start_upload(name="C:\\相册\\工地<1>.jpg", size=len(content)).token
    append_chunk(token=token, offset=0, data=content[:4000])
    assert upload_state(token).received == 4000
    append_chunk(token=token, offset=3000, data=content[3000:7000])  # the answer was lost: sent again from before
    append_chunk(token=token, offset=3000, data=content[3000:5000])  # and once more
    with pytest.raises(Refusal, match="应从第7000字节继续"):
        append_chunk(token=token, offset=8000, data=b"x")
    with pytest.raises(Refusal, match="只收到7000字节"):
        finish_upload(token=token, clue=a_clue(people.owner), by=None, on=TODAY)
    append_chunk(token=token, offset=7000, data=content[7000:])
    clue = a_clue(people.owner)
    evidence = finish_upload(token=token, clue=clue, by=None, on=TODAY)
    assert (evidence.size, evidence.digest, evidence.media_type) == (len(content), sm3(content).hex(), "image/jpeg")
    assert evidence.name == "工地1.jpg" and evidence.from_worker and clue.events.filter(kind="add_evidence").exists()
    assert (own_folder / evidence.path).stat().st_mode & 0o077 == 0
    assert open_evidence(evidence=evidence, by=people.owner) == content


@pytest.mark.django_db(transaction=True)
def test_a_finished_upload_leaves_no_pieces(people: People, own_folder: Path) -> None:
    clue = a_clue(people.owner)
    token = uploaded(photo())
    finish_upload(token=token, clue=clue, by=people.owner, on=TODAY)
    assert list((own_folder / "uploads").iterdir()) == []
    with pytest.raises(Refusal, match="没有找到这次上传"):
        upload_state(token)


@pytest.mark.django_db
def test_the_same_content_twice_is_one_row(people: People) -> None:
    clue = a_clue(people.owner)
    first = finish_upload(token=uploaded(photo()), clue=clue, by=None, on=TODAY)
    assert finish_upload(token=uploaded(photo(), "又一张.jpg"), clue=clue, by=None, on=TODAY) == first


@pytest.mark.django_db
def test_who_may_add_and_look(people: People) -> None:
    clue = a_clue(people.owner)
    for by in (people.stranger, people.housing, people.superior, people.leader):
        with pytest.raises(Refusal, match="没有权限"):
            finish_upload(token=uploaded(photo()), clue=clue, by=by, on=TODAY)
    evidence = finish_upload(token=uploaded(photo()), clue=clue, by=people.colleague, on=TODAY)
    for by in (people.stranger, people.housing, people.auditor):
        with pytest.raises(Refusal, match="没有找到"):
            open_evidence(evidence=evidence, by=by)
    assert open_evidence(evidence=evidence, by=people.superior)


@pytest.mark.django_db
def test_what_was_altered_is_not_shown(people: People, own_folder: Path) -> None:
    evidence = finish_upload(token=uploaded(photo()), clue=a_clue(people.owner), by=None, on=TODAY)
    (own_folder / evidence.path).write_bytes(photo() + b"!")
    with pytest.raises(Refusal, match="摘要不符"):
        open_evidence(evidence=evidence, by=people.owner)


@pytest.mark.django_db
def test_the_public_copy_tells_no_place(people: People) -> None:
    evidence = finish_upload(token=uploaded(photo(6)), clue=a_clue(people.owner), by=None, on=TODAY)
    copy = public_copy(evidence=evidence, by=people.owner)
    assert not any(trace in copy for trace in (b"N34E113", b"GPS!", b"Photoshop", b"taken by Li"))
    assert copy.endswith(PICTURE + SCAN)
    voice = finish_upload(
        token=uploaded(b"#!AMR\n" + b"\x00" * 99, "话.amr"), clue=a_clue(people.owner), by=None, on=TODAY
    )
    with pytest.raises(Refusal, match="不能自动去除"):
        public_copy(evidence=voice, by=people.owner)


def test_sizes_and_false_names() -> None:
    for size in (0, -1, LARGEST + 1):
        with pytest.raises(Refusal, match="不能上传"):
            start_upload(name="x.jpg", size=size)
    token = start_upload(name="看起来是.jpg", size=200).token
    with pytest.raises(Refusal, match="不是可以接受的文件类型"):
        append_chunk(token=token, offset=0, data=b"<script>" + b"a" * 100)
    other = start_upload(name="a.jpg", size=80).token
    with pytest.raises(Refusal, match="比开始时说明的大"):
        append_chunk(token=other, offset=0, data=photo())
    for wrong in ("../../etc/passwd", "0" * 32, ""):
        with pytest.raises(Refusal, match="没有找到这次上传"):
            upload_state(wrong)


def test_pieces_left_alone_go() -> None:
    start_upload(name="a.jpg", size=80)
    assert drop_stale_uploads() == 0
    with occasion(at=at(TODAY + timedelta(days=5000))):
        assert drop_stale_uploads() == 1


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"\x00\x00\x00\x18ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4"),
        (b"ID3\x03", "audio/mpeg"),
        (b"\xff\xfb\x90\x44", "audio/mpeg"),
        (b"#!AMR\n", "audio/amr"),
        (b"%PDF-1.7", "application/pdf"),
    ],
)
def test_kinds_by_their_first_bytes(head: bytes, media_type: str) -> None:
    kind = kind_of(head)
    assert kind is not None and kind.media_type == media_type


@pytest.mark.parametrize(
    "head",
    [b"", b"PK\x03\x04", b"MZ\x90", b"<svg xmlns", b"<html>", b"RIFF\x00\x00\x00\x00ACON", b"\xff\xff\xff\xff"[:2]],
)
def test_what_is_not_accepted(head: bytes) -> None:
    assert kind_of(head) is None


@pytest.mark.parametrize("turned", range(1, 9))
def test_the_way_up_is_kept(turned: int) -> None:
    clean = without_traces(photo(turned))
    assert clean == b"\xff\xd8" + (clean[2 : 2 + 36] if turned > 1 else b"") + JFIF + PICTURE + SCAN
    assert without_traces(clean) == clean


@pytest.mark.parametrize(
    "broken", [b"", b"\xff\xd8", photo()[:40], b"\xff\xd8\x00\x00\x00\x00", b"\xff\xd8\xff\xe1\x00\x01aa"]
)
def test_broken_photos_are_refused(broken: bytes) -> None:
    with pytest.raises(NotAPhoto):
        without_traces(broken)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_walker(tail: bytes) -> None:
    with contextlib.suppress(NotAPhoto):
        assert without_traces(b"\xff\xd8" + tail).startswith(b"\xff\xd8")
