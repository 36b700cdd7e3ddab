"""The picture that says who looks: for the signed-in alone, kept by nobody, safe whatever the name is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.conftest import People

pytestmark = pytest.mark.django_db


def signed_in(staff: object) -> Client:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def test_who_and_when(people: People) -> None:
    answer = signed_in(people.owner).get("/watermark.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml" and "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert "王承办（owner，电话尾号0000）2024-01-10 09:00" in text and "0373" not in text
    assert "style=" not in text and "<script" not in text


def test_a_name_is_never_markup(people: People) -> None:
    people.owner.name = '<script>&"甲'
    people.owner.save()
    root = ElementTree.fromstring(signed_in(people.owner).get("/watermark.svg").content)
    words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words and all(word and word.startswith('<script>&"甲') for word in words)


def test_nobody_gets_none() -> None:
    assert Client().get("/watermark.svg").status_code == 404


def test_the_desk_carries_it_and_the_signed_out_page_does_not(people: People) -> None:
    assert 'class="nx-watermark"' in signed_in(people.owner).get("/officer/").content.decode()
    assert "nx-watermark" not in Client().get("/sign-in/").content.decode()
