"""算工资 at the worker's door: the printed sheet equals the hand calculation, nothing is kept unless it is taken over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from nuanxin.foundation.common.money import yuan
from nuanxin.rights.intake.estimate import Pay
from nuanxin.web.worker.report import answers as kept
from tests.conftest import People
from tests.spec.wage_estimates import Sheet, sheets
from tests.worker_report import ANSWERS, send

pytestmark = pytest.mark.django_db
WAGES = "/wages/"
OVERTIME = {"平时加班": "weekday", "休息日加班": "rest_day", "法定节日加班": "statutory_holiday"}


def posted(case: Sheet) -> dict[str, Any]:
    """The fields of a hand-calculated sheet, as a worker fills them in."""
    first = case.lines[0].raw
    months = sorted(line.raw["月份"] for line in case.lines)
    said = {"kind": first["计酬"], "rate": first["单价(元)"], "since": months[0], "until": months[-1], "asked": "1"}
    for line in case.lines:
        row, name = line.raw, f"m{line.raw['月份']}"
        said |= {f"{name}-quantity": row["数量"], f"{name}-paid": row["已付(元)"]}
        if case.pay != Pay.HOUR:
            said |= {f"{name}-{kind}": row[column] for column, kind in OVERTIME.items()}
    return said


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


@pytest.fixture
def in_2025(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheets reach to 2025; the choice of months ends with the month of today."""
    from datetime import date

    monkeypatch.setattr("nuanxin.foundation.common.occasion.today", lambda: date(2025, 3, 1))


@pytest.mark.parametrize("case", sheets(), ids=lambda case: f"{case.number} {case.what}")
def test_the_printed_sheet_equals_the_hand_calculation(phone: Client, in_2025: None, case: Sheet) -> None:
    answer = phone.post(WAGES, posted(case) | {"to": "result"})
    assert answer.status_code == 200
    page = main_of(answer.content.decode())
    assert f"<span>{yuan(case.owed_fen)} 元</span>" in page
    shown = re.findall(r"<strong>(.*?)</strong>", page)
    assert shown == [
        f"还欠 {yuan(line.owed_fen)} 元" if line.owed_fen >= 0 else f"多拿 {yuan(-line.owed_fen)} 元，算到别的月"
        for line in case.lines
    ]


def test_screen_by_screen_without_scripts(phone: Client) -> None:
    """What a browser without scripts sends: the fields of the screen and its hidden ones."""
    page = phone.get(WAGES).content.decode()
    assert "按天" in page and "不用登录" in page
    said: dict[str, Any] = {}
    for to, here in (
        ("rate", {"kind": "day"}),
        ("months", {"rate": "300", "since": "2023-11", "until": "2023-12"}),
        ("proof", {"m2023-11-quantity": "26", "m2023-11-paid": "2000", "m2023-12-quantity": "20.5"}),
        ("result", {"asked": "1", "proof": ["attendance"]}),
    ):
        answer = phone.post(WAGES, said | here | {"to": to})
        assert answer.status_code == 200, to
        page = answer.content.decode()
        said = hidden(page) if to != "result" else said
    assert "11,950.00 元" in page  # 26 × 300 − 2000 + 20.5 × 300
    assert "说好的工钱是多少" in page and "拿到了多少" in page and "在那里给他干过活" not in page
    assert "第五十条" in page


def hidden(page: str) -> dict[str, Any]:
    """The hidden fields of the page, the signature left out."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "nonsense"}, "工钱是怎么算的"),
        ({"rate": ""}, "请写多少钱"),
        ({"rate": "三百"}, "请写数字"),
        ({"rate": "0"}, "单价不能是 0"),
        ({"rate": "1.00001"}, "请写数字"),
        ({"rate": "-3"}, "请写数字"),
        ({"rate": "NaN"}, "请写数字"),
        ({"rate": "99999999"}, "太多了"),
        ({"since": "2023-12", "until": "2023-11"}, "还早"),
        ({"since": "2020-01"}, "最多算 24 个月"),
        ({"until": "2030-01"}, "2030-01"),
        ({"m2023-12-quantity": "32"}, "太多了，最多 31"),
        ({"m2023-12-quantity": "", "m2023-11-quantity": ""}, "至少写一个月"),
        ({"m2023-12-paid": "1万"}, "万"),
        ({"m2023-12-weekday": "999"}, "太多了，最多 744"),
        ({"proof": "<script>"}, "证据"),
    ],
)
def test_what_is_wrong_is_said_on_its_own_screen(phone: Client, wrong: dict[str, str], words: str) -> None:
    said = posted(sheets()[2]) | {"since": "2023-11", "until": "2023-12", "to": "result"} | wrong
    answer = phone.post(WAGES, said)
    assert answer.status_code == (200 if "kind" in wrong else 422)
    page = main_of(answer.content.decode())
    assert words in page and "<strong>" not in page


def test_going_back_keeps_everything(phone: Client) -> None:
    said = posted(sheets()[2])
    page = phone.post(WAGES, said | {"to": "rate"}).content.decode()
    assert 'name="rate" value="320"' in page
    assert hidden(page)["m2023-11-paid"] == "3000"
    assert phone.post(WAGES, {"to": "result"}).status_code == 200  # nothing given: the first screen
    assert phone.post(WAGES, {"to": "elsewhere", "kind": "day"}).status_code == 200


def test_nothing_is_kept(phone: Client) -> None:
    phone.post(WAGES, posted(sheets()[0]) | {"to": "result"})
    assert Session.objects.count() == 0 and "sessionid" not in phone.cookies


def test_one_tap_takes_the_sum_into_the_report(phone: Client, people: People) -> None:
    answer = phone.post(reverse("worker:wages_take"), posted(sheets()[2]))
    assert answer.headers["Location"] == reverse("worker:ask", args=["who"])
    for key, said in ANSWERS.items():
        if key not in ("when", "amount"):
            phone.post(reverse("worker:ask", args=[key]), said)
    check = phone.get(reverse("worker:check")).content.decode()
    assert "17,680.00" in check and "您算的工资" in check and "2023年10月 — 2023年12月" in check
    clue = send(phone)
    assert (clue.amount_fen, clue.owed_from, clue.owed_to) == (17_680_00, "2023-10", "2023-12")
    assert "本人自己算的工资（按天320.00元）" in clue.demand and "2023-12" in clue.demand
    assert kept.KEY not in phone.session


def test_a_sheet_that_is_wrong_is_not_taken(phone: Client) -> None:
    answer = phone.post(reverse("worker:wages_take"), posted(sheets()[0]) | {"rate": "x"})
    assert answer.status_code == 200 and "report" not in phone.session
    assert phone.get(reverse("worker:wages_take")).status_code == 405


def test_whole_in_english(phone: Client) -> None:
    with override("en"):
        phone.get(reverse("worker:language"), {"to": "en"})
    said = posted(sheets()[0])
    for to in ("kind", "rate", "months", "proof", "result"):
        page = main_of(phone.post(WAGES, said | {"to": to}).content.decode())
        page = re.sub(r"<output.*?</output>|第.*?条|\d+年\d+月\d+日", "", page)  # the echo in 万元, articles, days
        chinese = re.findall(r"[\u4e00-\u9fff]+", page)
        assert not [words for words in chinese if not re.search("法|号|条例", words)], (to, chinese)
