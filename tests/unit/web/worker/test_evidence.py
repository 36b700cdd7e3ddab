"""Files in pieces and whole, good and bad, before the report and after it."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nuanxin.rights.intake.models import Clue
from tests.worker_report import fill, send

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + os.urandom(3000)


def start(client: Client, name: str = "工资条.jpg", size: int | str = len(JPEG)) -> Any:
    return client.post(reverse("worker:upload_start"), {"name": name, "size": str(size)})


def piece(client: Client, key: str, offset: int | str, data: bytes) -> Any:
    part = SimpleUploadedFile("blob", data)
    return client.post(reverse("worker:upload_piece"), {"key": key, "offset": str(offset), "part": part})


def whole(client: Client, name: str = "工资条.jpg", data: bytes = JPEG, to: str = "report") -> Any:
    return client.post(reverse("worker:upload_plain"), {"to": to, "files": SimpleUploadedFile(name, data)}, follow=True)


def test_a_broken_upload_goes_on_where_it_stopped(phone: Client) -> None:
    fill(phone)
    key = start(phone).json()["key"]
    assert piece(phone, key, 0, JPEG[:1000]).json() == {"have": 1000, "whole": False}
    again = start(phone).json()
    assert again == {"key": key, "have": 1000}
    assert piece(phone, key, 0, JPEG[:1500]).json()["have"] == 1500  # a piece that comes twice changes nothing
    assert piece(phone, key, 1500, JPEG[1500:]).json() == {"have": len(JPEG), "whole": True}
    assert "工资条.jpg" in phone.get("/report/evidence/").content.decode()
    assert "1 个文件" in phone.get(reverse("worker:check")).content.decode()
    evidence = send(phone).evidence.get()
    assert (evidence.name, evidence.media_type, evidence.size, evidence.from_worker) == (
        "工资条.jpg",
        "image/jpeg",
        len(JPEG),
        True,
    )


def test_a_file_can_be_taken_away_again(phone: Client) -> None:
    fill(phone)
    whole(phone)
    key = phone.get("/report/evidence/").content.decode().split('name="key" value="')[1].split('"')[0]
    phone.post(reverse("worker:upload_remove"), {"key": key})
    assert not send(phone).evidence.exists()


@pytest.mark.parametrize(
    "data", [b"MZ\x90\x00" + b"x" * 500, b"PK\x03\x04" + b"\0" * 500, b"<html><script>" + b" " * 200]
)
def test_programs_archives_and_pages_are_refused(phone: Client, data: bytes) -> None:
    fill(phone)
    page = whole(phone, "照片.jpg", data).content.decode()
    assert "不是可以接受的文件类型" in page
    assert not send(phone).evidence.exists()


@pytest.mark.parametrize("size", [0, -1, "1e9", 60 * 2**20, "九", "9" * 40])
def test_sizes_that_cannot_be(phone: Client, size: int | str) -> None:
    answer = start(phone, size=size)
    assert answer.status_code == 422 and answer.json()["error"]


def test_a_stranger_cannot_add_to_an_upload(phone: Client) -> None:
    key = start(phone).json()["key"]
    assert piece(Client(), key, 0, JPEG).status_code == 404
    assert piece(Client(), "../../etc/passwd", 0, JPEG).status_code == 404
    assert piece(phone, key, "-1", JPEG).status_code == 422


def test_twenty_files_are_enough(phone: Client) -> None:
    for n in range(20):
        assert start(phone, f"{n}.jpg").status_code == 200
    assert start(phone, "21.jpg").status_code == 422


def test_names_are_words_not_paths(phone: Client) -> None:
    fill(phone)
    whole(phone, "..\\..\\<b>x.jpg")
    evidence = send(phone).evidence.get()
    assert "/" not in evidence.name and "\\" not in evidence.name and "<" not in evidence.name


def test_adding_after_the_report(phone: Client, clue: Clue) -> None:
    page = whole(phone, to="file").content.decode()
    assert "收到了 1 个文件" in page and clue.evidence.count() == 1
    key = start(phone, "录音.jpg").json()["key"]
    piece(phone, key, 0, JPEG[:-1] + b"x")
    phone.post(reverse("worker:upload_finish"))
    assert clue.evidence.count() == 2
    assert "上次没填完，点这里" not in phone.get("/").content.decode()
