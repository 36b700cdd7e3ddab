"""下一步怎么走 on the worker's own page: five doors at most, plain words, nothing of anybody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nuanxin.rights.advice.keeping import keep_advice
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People

pytestmark = pytest.mark.django_db
FILE = "/progress/file/"


def test_the_box_stands_on_the_page(phone: Client, clue: Clue) -> None:
    page = phone.get(FILE).content.decode()
    assert "下一步怎么走" in page and "找劳动监察" in page and "不用再跑" in page and "今天做什么" in page
    assert page.count("今天做什么：") <= 5
    box = page.split("wk-ways")[1].split("</details>")[0]
    for hard in ("《", "时效", "管辖", "救济", "标的"):
        assert hard not in box, hard


def test_what_an_officer_was_told_changes_the_box(people: People, phone: Client, clue: Clue) -> None:
    assert "申请临时救助" not in phone.get(FILE).content.decode()
    keep_advice(
        clue=clue, stated={"hardship": True, "ended_on": date(2023, 1, 20)}, chosen="", note="",
        by=clue.officer, on=TODAY, today=TODAY,
    )  # fmt: skip
    page = phone.get(FILE).content.decode()
    assert "申请临时救助" in page


def test_a_refused_claim_opens_the_box(phone: Client, clue: Clue) -> None:
    Clue.objects.filter(pk=clue.pk).update(state=ClueState.REFUSED)
    page = phone.get(FILE).content.decode()
    assert 'class="wk-more wk-ways" open' in page and "行政复议" in page


def test_a_closed_file_shows_none(phone: Client, clue: Clue) -> None:
    Clue.objects.filter(pk=clue.pk).update(state=ClueState.CLOSED, conclusion="coordinated", closed_on=TODAY)
    assert "下一步怎么走" not in phone.get(FILE).content.decode()
