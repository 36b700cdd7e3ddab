"""The inspector's phone of 360 px in a real browser: a day without a network, then home, once; two officers, both kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.models import ClueEvent
from nuanxin.watch.inspection.checklists.answers import answers_of
from nuanxin.watch.inspection.field.deciding import conflicts_of
from nuanxin.watch.inspection.field.records import FieldEdit, FieldPhoto, FieldVisit, WorkerInterview
from nuanxin.watch.inspection.field.settling import stands_of
from nuanxin.watch.inspection.models import Visit
from tests.conftest import TODAY, People
from tests.journeys.field_phone import Phone
from tests.journeys.looking import IN_BROWSER
from tests.unit.watch.inspection.field.test_cases import case as own_case

pytestmark = IN_BROWSER
PICTURE = Path(__file__).parents[2] / "src/nuanxin/web/static/nuanxin/field/icon-512.png"


@pytest.fixture
def firm(people: People) -> Project:
    region = Region.objects.get(pk="410721")
    employer = Employer.objects.create(name="新乡戊建筑有限公司", region=region)
    Employer.objects.create(name="外县某厂", region=Region.objects.get(pk="410724"))
    return Project.objects.create(name="戊花园二期", region=region, employer=employer)


def fill_in(phone: Phone) -> None:
    """A whole visit without a network: figures, answers with a photo, a worker's words, the signature."""
    phone.begin("戊花园")
    phone.write(officers="王承办、李同事", workforce="60", migrants="45", recording="AV-0110-9")
    phone.answer("real_name/contract", "是")
    board = phone.answer("rights_board/placed", "否")
    board.locator("input[type=file]").set_input_files(PICTURE)
    expect(board.locator("img")).to_be_visible()
    board.locator(".form-control").first.fill("大门口没有")
    board.locator(".form-control").first.blur()
    phone.look("field-visit")
    phone.press("工人访谈")
    phone.page.fill("[name=words]", "班长扣了我的卡")
    phone.press("保存访谈")
    expect(phone.page.locator(".fd-talks")).to_contain_text("班长扣了我的卡")
    phone.look("field-talk")
    phone.press("返回")
    phone.press("用人单位签名")
    assert "班长" not in phone.words() and "未设立维权信息告示牌（大门口没有）" in phone.words()
    box = phone.page.locator("canvas").bounding_box()
    phone.page.mouse.move(box["x"] + 40, box["y"] + 30)
    phone.page.mouse.down()
    phone.page.mouse.move(box["x"] + 160, box["y"] + 80, steps=6)
    phone.page.mouse.up()
    phone.page.fill("[name=signer]", "赵某 项目经理")
    phone.look("field-sign")
    phone.press("保存签名")
    phone.page.get_by_text("填写完毕，同步后登记").click()
    phone.back()


def test_a_day_without_a_network_comes_home_once(
    browser: Any, site: Any, people: People, firm: Project, that_morning: None
) -> None:
    phone = Phone(browser, site, people.owner)
    assert "用人单位 1 家、项目 1 个、检查清单 9 份" in phone.words()  # not the one of the next county
    phone.look("field-home")
    phone.context.set_offline(True)
    phone.page.reload()  # opens without a network
    expect(phone.page.locator("#line")).to_contain_text("离线")
    fill_in(phone)
    assert not FieldVisit.objects.exists()
    phone.press("同步")
    expect(phone.page.locator("main")).to_contain_text("网络不通，内容都在手机上")
    phone.page.reload()  # closed and opened again: all is there
    expect(phone.page.locator("#line")).not_to_have_attribute("data-waiting", "0")
    phone.context.set_offline(False)
    for _ in range(2):
        phone.press("同步")
        expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")
    phone.waiting(0)
    phone.look("field-synced")
    visit = Visit.objects.get()
    assert (visit.workforce, visit.migrants, visit.visited_on, visit.project) == (60, 45, TODAY, firm)
    answers = {place: row.answer for place, row in answers_of(visit).items()}
    assert answers == {"real_name/contract": "yes", "rights_board/placed": "no"}
    assert sorted(FieldPhoto.objects.exclude(path="").values_list("kind", flat=True)) == ["photo", "signature"]
    assert len(answers_of(visit)["rights_board/placed"].photos) == 1
    assert WorkerInterview.objects.get().words == "班长扣了我的卡"
    desk_page(phone)
    phone.done()


def desk_page(phone: Phone) -> None:
    """The desk's pages of the same visit, on the phone too."""
    row = FieldVisit.objects.get()
    phone.go(f"/officer/field-visits/{row.pk}/")
    assert "签名后有改动" not in phone.words() and "已入册" in phone.words()
    phone.look("field-desk")
    phone.go(f"/officer/field-visits/{row.pk}/sheet/")
    assert "班长" not in phone.page.content() and "大门口没有" in phone.words()
    phone.look("field-sheet")


def test_two_officers_write_one_field_apart(
    browser: Any, site: Any, people: People, firm: Project, that_morning: None
) -> None:
    mine, hers = Phone(browser, site, people.owner), Phone(browser, site, people.colleague)
    for phone, workforce in ((mine, "60"), (hers, "58")):
        phone.context.set_offline(True)
        phone.begin("戊花园")
        phone.write(officers="王承办、李同事", workforce=workforce, migrants="45", recording="AV-1")
        phone.page.get_by_text("填写完毕，同步后登记").click()
        phone.back()
    for phone in (mine, hers):
        phone.context.set_offline(False)
        expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")  # by itself, once the network is back
    row = FieldVisit.objects.get()
    assert {edit.value for edit in FieldEdit.objects.filter(field="workforce")} == {58, 60}
    hers.page.locator(".fd-visit").first.click()
    both = hers.page.locator("[data-both=workforce]")
    expect(both).to_contain_text("王承办：60")
    expect(both).to_contain_text("李同事：58")
    hers.look("field-both")
    hers.go(f"/officer/field-visits/{row.pk}/?tab=conflicts")
    hers.look("field-conflict")
    hers.click("选定", inside="main")
    hers.page.get_by_text("58（李同事").click()
    hers.fill(reason="以花名册为准")
    hers.submit("确定", "已选定")
    assert Visit.objects.get(withdrawn_on__isnull=True).workforce == 58
    mine.press("重新下载")
    expect(mine.page.locator("main")).to_contain_text("可以离线使用到")
    mine.done()
    hers.done()


def large_text(phone: Phone) -> None:
    """The largest letters: nothing is pushed off the screen."""
    for size in ("largest", ""):
        phone.page.evaluate("size => { document.documentElement.dataset.text = size; }", size)
        if size:
            phone.look("field-home-largest")
            phone.page.locator(".fd-visit").first.click()
            phone.page.locator("[data-list=rights_board] > summary").click()
            phone.look("field-visit-largest")
            phone.back()
            phone.press("同步")
            expect(phone.page.locator("main")).to_contain_text("登录已结束")


def the_answer_is_lost(phone: Phone) -> None:
    """The house took the message, the phone never heard so; the officer writes on, and all comes home without a conflict."""
    phone.page.locator(".fd-visit").first.click()
    phone.write(workforce="61")
    phone.back()

    def swallow(route: Any) -> None:
        route.fetch()
        route.abort()

    phone.page.route("**/officer/field/sync/", swallow)
    phone.press("同步")
    expect(phone.page.locator("main")).to_contain_text("网络不通，内容都在手机上")
    phone.page.unroute("**/officer/field/sync/")
    phone.page.locator(".fd-visit").first.click()
    phone.write(workforce="62")
    phone.back()
    phone.press("同步")
    expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")
    phone.waiting(0)
    values = FieldEdit.objects.filter(field="workforce").order_by("pk").values_list("value", flat=True)
    assert list(values) == [60, 61, 62] and conflicts_of(FieldVisit.objects.get()) == []
    assert stands_of(FieldVisit.objects.get())["workforce"].value == 62


def test_the_session_is_over_and_nothing_is_lost(
    browser: Any, site: Any, people: People, firm: Project, that_morning: None
) -> None:
    phone = Phone(browser, site, people.owner)
    phone.begin("戊花园")
    phone.write(officers="王承办、李同事", workforce="60")
    phone.back()
    phone.context.clear_cookies()
    phone.press("同步")
    expect(phone.page.locator("main")).to_contain_text("登录已结束")
    phone.look("field-session-over")
    large_text(phone)
    phone.press("去登录")
    phone._sign_in(people.owner)
    phone.go("/officer/field/")
    expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")
    assert FieldEdit.objects.get(field="workforce").value == 60
    the_answer_is_lost(phone)
    phone.press("退出并清除")
    phone.page.locator("dialog").get_by_role("button", name="退出并清除").click()
    phone.page.wait_for_url("**/sign-in/**")
    assert phone.page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    signed_out_at_the_desk(browser, site, people.owner)
    phone.done()


def signed_out_at_the_desk(browser: Any, site: Any, staff: Any) -> None:
    """The same phone, the menu of a desk page: what was taken along goes there too; what was not sent stays, closed."""
    phone = Phone(browser, site, staff)
    phone.begin("戊花园")
    phone.write(officers="王承办、李同事")
    for left in (1, 0):
        phone.go("/officer/")
        phone.page.locator("details.nx-drop-end > summary").filter(has_text=staff.name).click()
        phone.page.get_by_role("button", name="退出登录").click()
        phone.page.wait_for_url("**/sign-in/**")
        assert phone.page.evaluate("indexedDB.databases().then((all) => all.length)") == left
        if left:
            phone.go("/officer/field/")  # from the worker's store or the house: closed either way
            expect(phone.page.locator("body")).not_to_contain_text("戊建筑")
            phone._sign_in(staff)
            phone.go("/officer/field/")
            expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")
    phone.done()


def test_a_case_without_a_network_comes_home_once(browser: Any, site: Any, people: People, that_morning: None) -> None:
    """Own case on the phone: a note and a photo written off-line stand in the file once; after a day the case is gone."""
    own = own_case(people, people.owner)
    own_case(people, people.colleague, 2)
    phone = Phone(browser, site, people.owner)
    assert "我的案件（1）" in phone.words() and "王大锤" not in phone.words() and "13837312345" not in phone.words()
    phone.look("field-cases")
    phone.context.set_offline(True)
    phone.page.reload()
    phone.page.locator(f"a[href='#/c/{own.pk}']").click()
    phone.page.fill("[name=case-note]", "工地负责人承认欠薪")
    phone.press("保存记录")
    expect(phone.page.locator(".fd-talks")).to_contain_text("工地负责人承认欠薪")
    phone.page.locator("[name=case-photo]").set_input_files(PICTURE)
    expect(phone.page.locator(".fd-photos img")).to_be_visible()
    phone.waiting(2)
    phone.look("field-case")
    phone.press("返回首页同步")
    phone.context.set_offline(False)
    phone.press("同步（2 项）")
    expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")
    phone.press("同步")
    expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")
    assert [row.text for row in ClueEvent.objects.filter(clue=own.clue, kind="field_note")] == ["工地负责人承认欠薪"]
    assert Evidence.objects.filter(clue=own.clue).count() == 1
    phone.context.clock.set_fixed_time("2024-01-11T03:00:01Z")
    phone.page.reload()
    expect(phone.page.locator("main")).to_contain_text("手机上的案件已满一天，已清除")
    expect(phone.page.locator("main")).to_contain_text("手机上没有案件")
    phone.done()
