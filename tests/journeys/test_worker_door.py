"""The worker's door on a phone of 360 px in a real browser: the whole way, light, large enough, and without a fault from axe."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.money import Confirmation, PaymentSource
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration import ClueFacts, ReporterFacts, register_clue
from nuanxin.web.worker.confirming import confirm_path
from tests.conftest import People, at
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import PHONE, Hand, fill_in

pytestmark = IN_BROWSER
LIGHTEST = 200 * 1024  # bytes of the first screen with everything it loads (features WP-01)


@pytest.mark.parametrize("text", ["", "larger", "largest"])
def test_a_whole_report_in_fifteen_taps(browser: Any, site: Any, text: str) -> None:
    hand = Hand(browser, site, text=text)
    hand.go("/", "01-home")
    fill_in(hand)
    hand.tap("提交", "12-receipt")
    clue = Clue.objects.get()
    assert hand.taps <= 15, hand.taps
    assert clue.number in hand.words() and (clue.receipt_code or "?") in hand.words()
    hand.tap("看进度", "13-file")
    assert clue.officer.name in hand.words()
    hand.done()


def test_back_always_works(browser: Any, site: Any) -> None:
    hand = Hand(browser, site)
    hand.go("/")
    fill_in(hand, shots=False)
    for _ in range(9):
        hand.tap("返回上一步")
    assert "您是哪种情况" in hand.words()
    hand.page.go_back()
    hand.page.go_back()
    assert hand.page.locator("main form").count() >= 1
    hand.done()


def test_saved_here_taken_up_on_another_phone(browser: Any, site: Any) -> None:
    here = Hand(browser, site)
    here.go("/")
    here.tap("我要讨薪")
    here.tap("我被欠了工资")
    here.choose("region", "410721")
    here.tap("下一步")
    here.tap("先存起来", "14-save")
    here.write("phone", PHONE)
    here.tap("存起来", "15-saved")
    code = here.page.inner_text(".wk-code").strip()
    here.done()
    there = Hand(browser, site)
    there.go("/")
    there.tap("换了手机", "16-resume")
    there.write("phone", PHONE)
    there.write("code", "wrong")
    there.tap("接着填", "17-resume-wrong")
    assert "不对" in there.words()
    there.write("code", code)
    there.tap("接着填")
    assert "谁欠您的钱" in there.words()
    there.go("/", "18-home-begun")
    there.done()


def test_a_scanned_board_prefills(browser: Any, site: Any) -> None:
    contractor = Employer.objects.create(name="河南测试建筑有限公司", region_id="410721")
    Project.objects.create(
        name="幸福家园二期",
        employer=contractor,
        region_id="410721",
        address="和平路1号",
        site_code="XX0721A",
        pay_day=15,
    )
    hand = Hand(browser, site)
    hand.go("/site/XX0721A/", "19-board")
    hand.tap("我要讨薪", "20-who-site")
    assert "幸福家园二期" in hand.words()
    hand.tap("我被欠了工资")
    assert "您干的是什么活" in hand.words()
    hand.done()


def test_three_workers_by_a_link(browser: Any, site: Any) -> None:
    head = Hand(browser, site)
    head.go("/")
    fill_in(head, several=3, shots=False)
    head.look("21-check-group")
    head.tap("要一个工友链接", "22-check-link")
    link = head.page.inner_text(".wk-link").strip()
    for n, amount in enumerate(("3000", "4000.50"), 1):
        mate = Hand(browser, site)
        mate.go(link.removeprefix(site.url), "23-join" if n == 1 else "")
        mate.write("name", f"工友{n}")
        mate.write("phone", f"1370000000{n}")
        mate.write("amount", amount)
        mate.tap("我签字", "24-join-wrong" if n == 1 else "")
        mate.page.check("main [name=agree]")
        mate.tap("我签字", "25-joined" if n == 1 else "")
        assert "记下了" in mate.words()
        mate.done()
    head.go("/report/check/")
    assert "19,500.50" in head.words()
    head.tap("提交", "26-receipt-group")
    assert Claim.objects.filter(clue=Clue.objects.get()).count() == 3
    head.done()


def old_clue(people: People) -> Clue:
    """A complaint of three weeks ago that nobody touched."""
    day = date.today() - timedelta(days=21)
    reporter = ReporterFacts(name="张三", phone=PHONE, migrant=True)
    facts = ClueFacts(
        channel=Channel.WEB,
        region="410721",
        received_on=day,
        reporters=(reporter,),
        employer_name="新乡县测试劳务有限公司",
        persons=1,
        amount_fen=12_500_00,
    )
    with occasion.occasion(at=at(day), source="test"):
        return register_clue(facts=facts, by=None, on=day)


def test_after_expiry_the_worker_presses(browser: Any, site: Any, people: People) -> None:
    clue = old_clue(people)
    hand = Hand(browser, site)
    hand.go("/")
    hand.tap("查进度", "27-find")
    hand.write("code", "AAAAAAAAAA")
    hand.page.click("main form button[type=submit]")
    hand.look("28-find-wrong")
    hand.write("code", clue.receipt_code or "")
    hand.page.click("main form button[type=submit]")
    hand.look("29-file-late")
    hand.tap("催一催", "30-file-pressed")
    assert "今天已经催过" in hand.words()
    hand.tap("给办案人员留言")
    hand.write("text", "老板要跑了")
    hand.tap("发给他", "31-file-said")
    assert "老板要跑了" in hand.words()
    hand.page.evaluate("document.querySelectorAll('details.wk-more').forEach(d => { d.open = true; })")
    hand.look("32-file-open")
    assert clue.events.filter(kind="raise_clue").count() == 1
    hand.done()


def test_the_worker_says_whether_the_money_came(browser: Any, site: Any, people: People) -> None:
    clue = old_clue(people)
    claim = clue.claims.select_related("worker").get()
    Clue.objects.filter(pk=clue.pk).update(officer=people.owner)
    claim = Claim.objects.select_related("clue").get(pk=claim.pk)
    today = date.today()
    with occasion.occasion(source="test"):
        verify_claim(claim=claim, verified_fen=12_500_00, basis="考勤表", by=people.owner, on=today)
        record_payment(
            claim=claim,
            amount_fen=10_000_00,
            source=PaymentSource.EMPLOYER,
            paid_on=today,
            voucher="银行回单1",
            by=people.owner,
            on=today,
        )
        path = confirm_path(claim)
    hand = Hand(browser, site)
    hand.go(path, "33-confirm")
    assert "10,000.00" in hand.words()
    hand.tap("收到了，但不够", "34-confirmed")
    assert Confirmation.objects.get().answer == "short"
    hand.go(path[:-3] + "abc/", "35-confirm-void")
    assert "用不了" in hand.words()
    hand.done()


def test_photos_go_up_in_pieces_and_survive_a_dropped_link(browser: Any, site: Any, tmp_path: Path) -> None:
    photo = tmp_path / "工资条.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(700 * 1024))
    hand = Hand(browser, site)
    hand.go("/")
    hand.tap("我要讨薪")
    hand.tap("我被欠了工资")
    hand.go("/report/evidence/")
    failed: list[str] = []

    def drop_second(route: Any) -> None:
        if len(failed) == 0 and b'name="offset"\r\n\r\n262144' in (route.request.post_data_buffer or b""):
            failed.append("dropped")
            route.abort("connectionreset")
        else:
            route.continue_()

    hand.page.route("**/report/file/piece/", drop_second)
    hand.page.set_input_files("input[type=file][multiple]:not([name])", str(photo))
    hand.page.wait_for_selector(".wk-files li")
    hand.look("36-evidence-file")
    assert failed == ["dropped"]
    assert "工资条.jpg" in hand.words()
    hand.done()


def test_it_works_without_scripts(browser: Any, site: Any, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(2000))
    hand = Hand(browser, site, scripts=False)
    hand.go("/")
    fill_in(hand, shots=False)
    hand.go("/report/evidence/", "37-evidence-plain")
    hand.page.set_input_files("input[name=files]", str(photo))
    hand.tap("传上来")
    assert "photo.jpg" in hand.words()
    hand.go("/report/check/")
    hand.tap("提交")
    assert Clue.objects.get().evidence.count() == 1
    hand.done()


def test_english_help_errors_and_anonymous(browser: Any, site: Any) -> None:
    hand = Hand(browser, site)
    hand.go("/help/", "38-help")
    hand.go("/")
    hand.tap("我要讨薪")
    hand.tap("不留姓名")
    hand.go("/report/amount/", "39-amount-report")
    hand.tap("下一步", "40-amount-wrong")
    hand.go("/report/contact/", "41-contact")
    hand.go("/report/", "42-go-on")
    hand.go("/language/?to=en&next=/", "43-home-english")
    chinese = re.findall(r"[\u4e00-\u9fff]+", hand.words())
    assert chinese == []
    for key in ("who", "where", "employer", "work", "when", "amount", "workers", "contact", "evidence"):
        hand.go(f"/report/{key}/", f"44-english-{key}")
    hand.done()


def test_the_first_screen_is_light(browser: Any, site: Any) -> None:
    hand = Hand(browser, site)
    weights: list[int] = []
    hand.page.on("response", lambda response: weights.append(len(response.body())))
    hand.go("/")
    hand.page.wait_for_load_state("networkidle")
    assert len(weights) >= 5
    assert sum(weights) <= LIGHTEST, weights
    assert hand.page.get_by_text("我要讨薪").count()
    assert reverse("worker:begin") == "/report/"
    hand.done()
