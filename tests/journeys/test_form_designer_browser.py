"""A clerk with a deadline draws up a form at the desk: types as in a workbook, sees it as it prints, is told what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.command.reporting.definitions import find_form
from nuanxin.command.reporting.models import FormDraft
from tests.conftest import People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER
from tests.unit.command.reporting.test_filing import solved

pytestmark = [*IN_BROWSER, pytest.mark.usefixtures("that_morning")]


def test_from_an_empty_sheet_to_a_form_in_force(browser: Any, site: Any, people: People) -> None:
    solved(people, persons=3, fen=700_050)
    seat = Seat(browser, site, people.statistician)
    page = seat.page
    seat.go("/officer/reports/forms/")
    seat.click("设计报表")
    seat.click("新建")
    page.fill("[name=title]", "两节期间走访慰问和解决欠薪情况")
    page.fill("[name=rows]", "3")
    page.fill("[name=columns]", "4")
    seat.look("designer-begin")
    seat.click("开始设计")
    live = page.locator("#live")
    expect(live).to_contain_text("处要改")
    page.fill("#meta-source", "新人社明电〔2024〕1号")
    # the head as it is copied out of a workbook: merged cells come empty
    paste(page, "columns-0-h1", "解决欠薪\t\t走访慰问（户）\t其中：困难农民工（户）\n件数（件）\t金额（万元）\t\t\n")
    expect(page.locator("#columns-1-h1")).to_have_value("")
    expect(page.locator("#columns-1-h2")).to_have_value("金额（万元）")
    expect(page.locator("#columns-3-h1")).to_have_value("其中：困难农民工（户）")
    paste(page, "rows-1-name", "甲\n乙\n丙\n丁\n")
    expect(page.locator("#pasted")).to_contain_text("有 2 格没有贴进来")
    expect(live.locator("thead th[colspan='2']")).to_have_text("解决欠薪")  # also while rows have no names
    # row names go down with Enter
    page.fill("#rows-1-name", "工程建设领域")
    page.focus("#rows-1-name")
    page.keyboard.press("Enter")
    expect(page.locator("#rows-2-name")).to_be_focused()
    page.keyboard.type("其他")  # what stood there was chosen whole
    expect(live.locator("tbody th")).to_have_text(["合计", "工程建设领域", "其他"])
    page.fill("#columns-0-counter", "解决欠薪件")
    expect(page.locator("#e-columns-0-counter")).to_contain_text("是否指")
    seat.look("designer-slip")
    page.fill("#columns-0-counter", "各途径解决欠薪件数")
    expect(page.locator("#e-columns-0-counter")).to_have_count(0)
    expect(page.locator("#columns-0-counter ~ .nx-design-definition")).to_contain_text("以件计")
    page.fill("#columns-1-counter", "各途径解决欠薪金额")
    page.fill("#columns-3-of", "3")
    page.fill("#rows-1-split", "行业领域：工程建设领域")
    page.fill("#rows-2-split", "行业领域：其他")
    page.keyboard.press("Control+s")
    expect(page.locator("main")).to_contain_text("草稿已保存")
    seat.look("designer-saved")
    seat.click("加一句")
    expect(page.locator("#lines-0-text")).to_be_focused()
    page.keyboard.type("1.发放慰问金____万元，慰问____人；")
    seat.click("保存草稿")
    expect(page.locator("#blanks-1-unit")).to_have_value("人")
    seat.click("保存并试算")
    page.fill("[name=start]", "2024-01-01")
    page.fill("[name=end]", "2024-01-10")
    seat.click("试算")
    expect(page.locator(".nx-sheet tbody")).to_contain_text("0.70")
    expect(page.locator(".nx-sheet tbody")).to_contain_text("未填")
    seat.look("designer-tried")
    seat.click("数对了，启用")
    page.locator("dialog").get_by_role("button", name="确定").click()
    expect(page.locator("main")).to_contain_text("1版已启用")
    seat.look("designer-catalogue")
    of = find_form(f"form_{FormDraft.objects.get().pk}")
    assert [column.heads for column in of.columns.values()][:2] == [
        ["解决欠薪", "件数（件）"],
        ["解决欠薪", "金额（万元）"],
    ]
    assert of.columns["4"].of == "3" and len(of.item_units) == 2
    seat.done()


def paste(page: Any, box: str, text: str) -> None:
    """As a workbook's cells come out of the clipboard."""
    page.evaluate(
        """([box, text]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.getElementById(box).dispatchEvent(event);
        }""",
        [box, text],
    )


def test_on_a_phone_the_designer_does_not_run_out_of_the_screen(browser: Any, site: Any, people: People) -> None:
    seat = Seat(browser, site, people.statistician, (360, 740))
    seat.go("/officer/reports/designs/new/?form=winter_2023&way=copy")
    seat.click("开始设计")
    expect(seat.page.locator("#live .nx-sheet")).to_contain_text("公安机关立案")
    seat.look("designer-phone")
    seat.done()
