"""One wage claim goes the whole way in a real browser: phone page, desk, case, order, money, the table of county and city."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Clue
from tests.conftest import People, person
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import PHONE, Hand, fill_in

pytestmark = IN_BROWSER
EMPLOYER, SITE = "新乡县测试劳务有限公司", "幸福家园二期"
# What the table must say of two workers, both migrants, paid 12,500 and 4,000.50 yuan after an order.
TABLE = {"4": "1", "5": "0", "6": "0.0002", "7": "0.0002", "8": "1.65", "9": "1.65", "10": "1"}


@pytest.fixture
def office(people: People) -> None:
    """The bureau may issue papers: it has its word for numbers, an address and a telephone."""
    unit = people.head.unit
    unit.document_word, unit.address, unit.phone = "新人社", "新乡县青年路1号", "0373-5081234"
    unit.save()


def test_from_the_phone_to_the_table(browser: Any, site: Any, people: People, office: None) -> None:
    """Today all of it: each step is one that the law allows on the same day."""
    worker = Hand(browser, site)
    clue = report_with_a_workmate(browser, site, worker)
    telephone_and_merge(browser, site, person("reception", "刘接待", people.head.unit, "reception"), clue)
    accept_assign_and_file(browser, site, people, clue)
    officer = Seat(browser, site, people.owner)
    case = Case.objects.get(clue=clue)
    investigate_and_order(officer, case)
    pay(officer, case)
    confirm(worker, officer, case)
    close(officer, case)
    for seat in (Seat(browser, site, people.head), Seat(browser, site, people.superior)):
        read_table(seat, clue)
    nothing_open(browser, site, people)
    worker.tap("查进度", "way-13-progress")
    assert "12,500.00" in worker.words()
    worker.done()
    officer.done()


def report_with_a_workmate(browser: Any, site: Any, worker: Hand) -> Clue:
    """Two workers: one reports, the other co-signs by the link."""
    worker.go("/")
    fill_in(worker, several=2, shots=False, site=SITE)
    worker.tap("要一个工友链接")
    link = worker.page.inner_text(".wk-link").strip()
    mate = Hand(browser, site)
    mate.go(link.removeprefix(site.url))
    mate.write("name", "李四")
    mate.write("phone", "13700000002")
    mate.write("amount", "4000.50")
    mate.tap("农村户口")
    mate.page.check("main [name=agree]")
    mate.tap("我签字")
    mate.done()
    worker.go("/report/check/")
    worker.tap("提交", "way-01-receipt")
    clue = Clue.objects.get()
    assert clue.number in worker.words()
    return clue


def telephone_and_merge(browser: Any, site: Any, reception: Any, clue: Clue) -> None:
    """The same worker calls 12333 as well: the candidate shows while typing, the queue joins the two."""
    seat = Seat(browser, site, reception)
    seat.click("登记线索", inside="main")
    seat.fill(name="张三", phone=PHONE, employer=EMPLOYER, project=SITE, persons="2", amount_fen="16500.5")
    seat.page.locator("#candidates").get_by_text(clue.number).wait_for()
    seat.look("way-02-candidate")
    seat.submit("登记", "请告知反映人")
    told = Clue.objects.exclude(pk=clue.pk).get()
    seat.done()
    head = Seat(browser, site, clue.officer)
    assert clue.number in head.page.inner_text("section[aria-labelledby=heard]")
    head.look("way-03-desk")
    head.click("疑似重复", exact=False)
    head.look("way-04-pair")
    head.click("重复，合并", exact=False, inside="main")
    head.page.get_by_text("：重复，已合并。").wait_for()
    told.refresh_from_db()
    assert told.merged_into == clue
    head.done()


def accept_assign_and_file(browser: Any, site: Any, people: People, clue: Clue) -> None:
    """The head accepts, names the officer, approves the filing with two."""
    head = Seat(browser, site, people.head)
    head.click(clue.number, inside="main")
    head.click("受理", inside=".nx-acts")
    head.submit("受理", "已受理")
    head.click("分派", inside=".nx-acts")
    head.page.select_option("main form [name=officer]", value=str(people.owner.pk))  # its words tell the day's load
    head.submit("分派", "已分派")
    head.click("立案", inside=".nx-acts")
    head.fill(first=officer_label(people.owner), second=officer_label(people.colleague))
    head.submit("批准立案", "已批准立案")
    head.look("way-05-filed")
    head.done()


def officer_label(staff: Any) -> str:
    return f"{staff.name}（{staff.unit.short_name}）"


def investigate_and_order(officer: Seat, case: Case) -> None:
    """Evidence, findings per worker, the order to pay with its paper, and its service."""
    officer.click("案件台账", exact=False)
    officer.click(str(case.number), inside="main", exact=False)
    take(officer, "调查取证", fact_kind="询问调查", fact_summary="询问两名劳动者，调取考勤表", fact_recording="AV-01")
    for line in ("张三", "李四"):
        officer.click("逐人台账", exact=False, inside=".nx-tabs")
        officer.page.locator("tr", has_text=line).get_by_role("link", name="核实").click()
        officer.fill(basis="考勤表和工资表")
        officer.submit("保存" if officer.page.get_by_role("button", name="保存").count() else "确定", "已核实")
    officer.click("办理步骤", exact=False, inside=".nx-tabs")
    take(
        officer, "调查终结", fact_findings="拖欠张三、李四工资", fact_persons="2", fact_amount="16500.5", fact_complex="否"
    )  # fmt: skip
    due = (date.today() + timedelta(days=7)).isoformat()
    about = {"paper_address": "新乡县和平路2号", "paper_legal_representative": "王老板"}
    take(officer, "责令限期改正（支付）", fact_due_on=due, paper_reconsideration_organ="新乡县人民政府",
         paper_court="新乡县人民法院", **about)  # fmt: skip
    officer.look("way-06-order")
    download_order(officer)
    today = date.today().isoformat()
    take(officer, "送达限期改正指令书", fact_method="直接送达", fact_sent_on=today, fact_served_on=today,
         fact_recipient=EMPLOYER, fact_receiver="王老板")  # fmt: skip


def take(officer: Seat, step: str, **facts: str) -> None:
    """One step of the case from its button to the page that says it is done."""
    officer.click(step, inside=".nx-acts")
    officer.fill(**{key: value for key, value in facts.items() if officer.page.locator(f"[name={key}]").count()})
    officer.submit("办理", f"已办理“{step}”")


def download_order(officer: Seat) -> None:
    """The paper is there as PDF."""
    officer.click("文书送达", exact=False, inside=".nx-tabs")
    link = officer.page.locator("#tab tr", has_text="限期改正指令书").get_by_role("link", name="PDF")
    response = officer.context.request.get(officer.site.url + str(link.get_attribute("href")))
    assert response.status == 200
    assert response.body().startswith(b"%PDF")


def pay(officer: Seat, case: Case) -> None:
    """Each worker has his voucher."""
    for n, line in enumerate(("张三", "李四"), 1):
        officer.click("逐人台账", exact=False, inside=".nx-tabs")
        officer.page.locator("#tab tr", has_text=line).get_by_role("link", name="支付").click()
        officer.fill(voucher=f"工行回单000{n}")
        officer.submit("保存" if officer.page.get_by_role("button", name="保存").count() else "确定", "已登记")
    officer.click("办理步骤", exact=False, inside=".nx-tabs")
    take(officer, "用人单位履行", fact_how="已逐人转账")


def confirm(worker: Hand, officer: Seat, case: Case) -> None:
    """The first worker answers on his phone page, the second one on the telephone."""
    worker.tap("看进度")
    worker.tap("钱收到没有", "way-07-confirm")
    assert "12,500.00" in worker.words()
    worker.tap("收到了，够数", "way-08-thanks")
    assert "记下了" in worker.words()
    officer.click("回访确认", exact=False, inside=".nx-tabs")
    officer.page.locator("#tab tr", has_text="李四").get_by_role("link", name="记录回访").click()
    officer.page.get_by_label("已收到", exact=False).first.check()
    officer.submit("记录", "已记录")
    officer.look("way-09-confirmed")


def close(officer: Seat, case: Case) -> None:
    officer.click("结案", inside=".nx-acts")
    officer.fill(opinion="工资已逐人付清并确认，同意结案")
    officer.submit("结案", "已结案")
    officer.look("way-10-closed")
    case.refresh_from_db()
    assert case.closed_on == date.today()


def read_table(seat: Seat, clue: Clue) -> None:
    """Columns 4 and 6 to 10 of the own area; from a figure to the clue in two clicks."""
    seat.click("冬季行动表", inside="nav")
    seat.look(f"way-11-table-{clue.region_id}")
    heads = seat.page.locator("table.nx-sheet thead tr").last.locator("th").all_inner_texts()
    for row in ("合计", "工程建设领域"):
        line = seat.page.locator("table.nx-sheet tbody tr", has_text=row)
        cells = dict(zip(heads[1:], line.locator("td").all_inner_texts(), strict=True))
        assert {key: cells[key] for key in TABLE} == TABLE
    for column in ("4", "8", "10"):
        seat.clicks = 0
        place = heads.index(column) - 1
        seat.page.locator("table.nx-sheet tbody tr").first.locator("td").nth(place).get_by_role("link").click()
        seat.clicks += 1
        seat.click(clue.number, inside="main table")
        assert seat.clicks <= 2
        assert seat.page.url.endswith(f"/officer/clues/{clue.number}/")
        seat.page.go_back()
        seat.page.go_back()
    seat.done()


def nothing_open(browser: Any, site: Any, people: People) -> None:
    """The leader signs in to his board: nothing is open, nothing overdue."""
    leader = Seat(browser, site, people.leader)
    assert leader.page.url.endswith("/leader/")
    assert leader.page.locator(".nx-tiles b").all_inner_texts()[:3] == ["0", "0", "0"]
    leader.look("way-12-board")
    leader.done()
