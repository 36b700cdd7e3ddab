"""First screen, help, board, languages: light, plain, open to everybody, telling nothing of anybody."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from nuanxin.foundation.parties.models import Project
from nuanxin.rights.intake import progress
from nuanxin.web.worker.progress.phrases import PHRASES
from nuanxin.web.worker.urls import urlpatterns

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


def test_first_screen_offers_three_doors_and_large_text(phone: Client) -> None:
    page = phone.get("/").content.decode()
    for words in ("我要讨薪", "查进度", "找帮助", "大字版"):
        assert words in page
    assert "password" not in page and 'type="module"' not in page
    assert "size=larger" in page


def test_help_names_the_hotlines(phone: Client) -> None:
    page = phone.get(reverse("worker:help")).content.decode()
    for number in ("12333", "12348", "12345", "12309", "12351", "110"):
        assert f'href="tel:{number}"' in page


def test_no_page_of_the_door_needs_an_account(phone: Client, site: Project) -> None:
    for pattern in urlpatterns:
        name = f"worker:{pattern.name}"  # type: ignore[union-attr]
        arguments = {
            "ask": ["who"],
            "paper": ["worker_complaint"],
            "join": ["AAAAAAAAAA"],
            "confirm": ["x"],
            "decision": ["999"],
            "board": ["XX0721A"],
            "board_qr": ["XX0721A"],
        }
        answer = phone.get(reverse(name, args=arguments.get(pattern.name or "", [])))  # type: ignore[union-attr]
        assert answer.status_code in (200, 302, 404, 405), name
        assert "/sign-in/" not in answer.headers.get("Location", ""), name


def test_the_board_says_what_is_known_and_what_is_missing(phone: Client, site: Project) -> None:
    page = phone.get(reverse("worker:board", args=["XX0721A"])).content.decode()
    for words in (
        site.name,
        "新乡县测试置业有限公司",
        "河南测试建筑有限公司",
        "马劳资 0373-5551111",
        "每月 15 日",
        "12348",
    ):
        assert words in page
    assert page.count("没有登记</span>") == 1  # the minimum wage, which nobody entered
    assert phone.get(reverse("worker:board", args=["NOSUCH"])).status_code == 404
    qr = phone.get(reverse("worker:board_qr", args=["XX0721A"]))
    assert qr.headers["Content-Type"] == "image/svg+xml" and b"<svg" in qr.content


def test_english_is_whole(phone: Client, site: Project) -> None:
    answer = phone.get(reverse("worker:language"), {"to": "en", "next": "/"})
    assert answer.headers["Location"] == "/"
    for name in ("home", "help", "find", "resume"):
        page = main_of(phone.get(reverse(f"worker:{name}")).content.decode())
        assert not CHINESE.search(page), (name, CHINESE.findall(page)[:20])
    for kind in ("complaint", "report"):
        phone.post(reverse("worker:ask", args=["who"]), {"kind": kind})
        for key in ("who", "employer", "work", "when", "amount", "people", "workers", "me", "contact", "evidence"):
            page = phone.get(reverse("worker:ask", args=[key]))
            if page.status_code == 200:
                assert not CHINESE.search(main_of(page.content.decode())), key


def test_no_sentence_of_intake_is_left_without_english() -> None:
    said = {*progress._NEXT.values(), *progress._STAGES}
    assert said <= set(PHRASES)
    with translation.override("en"):
        assert not [phrase for phrase in PHRASES if CHINESE.search(translation.gettext(phrase))]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_language_link_stays_in_the_house(phone: Client, target: str) -> None:
    answer = phone.get(reverse("worker:language"), {"to": "xx", "next": target})
    assert answer.headers["Location"] == "/" and "nuanxin_language" not in answer.cookies


def test_addresses_carry_no_persons() -> None:
    patterns = [str(pattern.pattern) for pattern in urlpatterns]
    assert get_resolver() is not None
    assert not [pattern for pattern in patterns if re.search(r"phone>|name>|id_number>|<int", pattern)]


def test_many_counties_are_asked_for_in_two_steps(phone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nuanxin.web.worker.report.places.MANY", 1)
    address = reverse("worker:ask", args=["where"])
    assert "在哪个市干的活" in phone.get(address).content.decode()
    page = phone.get(address, {"city": "410700"}).content.decode()
    assert 'value="410721"' in page
    answer = phone.post(address + "?city=410700", {"region": "410721", "place": "和平路"})
    assert answer.status_code == 302
    assert 'value="410721" selected' in phone.get(address).content.decode()
