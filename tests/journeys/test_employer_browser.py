"""A wage clerk with a phone of 360 px: in by code, the month's sheet with its faults, handed in, slips sent; the worker answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.notifications.models import Message
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from tests.conftest import People
from tests.employer_scene import CLERK, Firms, as_csv, make_firms, worker_row
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import Hand

pytestmark = IN_BROWSER


@pytest.fixture
def firms(site: Any, people: People, settings: Any, tmp_path: Path) -> Firms:
    settings.NUANXIN_WAGES = tmp_path / "wages"
    return make_firms(people)


def upload(hand: Hand, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    hand.page.set_input_files("main [name=file]", str(path))


def test_from_the_code_to_the_workers_answer(
    browser: Any, site: Any, firms: Firms, that_morning: None, tmp_path: Path
) -> None:
    hand = Hand(browser, site)
    hand.go("/employer/", "60-employer-sign-in")
    hand.write("phone", CLERK)
    hand.tap("发验证码", "61-employer-code")
    code = re.search(r"\d{6}", Message.objects.get().body)
    assert code is not None
    hand.write("code", code[0])
    hand.tap("登录", "62-employer-home")
    hand.tap("和谐苑一期", "63-employer-site")
    hand.go(f"/employer/sites/{firms.site.pk}/upload/?month=2023-12", "64-employer-upload")
    upload(hand, tmp_path / "bad.csv", as_csv(worker_row(1, phone="12")))
    hand.tap("上传并检查", "65-employer-faults")
    assert "请写工人本人的手机号" in hand.words()
    upload(hand, tmp_path / "good.csv", as_csv(worker_row(1), worker_row(2, paid_fen="0", paid_on="", voucher="")))
    hand.tap("上传并检查", "66-employer-preview")
    assert "还差6,300.00元没有发" in hand.words()
    hand.tap("核对无误，提交", "67-employer-submitted")
    assert WageSheet.objects.get().state == "submitted"
    hand.tap("工资清单：发送", "68-employer-slips")
    hand.tap("发短信给 2 人")
    hand.go(f"/employer/sites/{firms.site.pk}/board/", "69-employer-board")
    assert "缺一项就不能打印" in hand.words()
    line = WageLine.objects.earliest("row")
    hand.go(f"/employer/slip/{line.slip_code}/", "70-slip")
    hand.tap("没有收到", "71-slip-answered")
    assert "我要讨薪" in hand.words()
    hand.done()
