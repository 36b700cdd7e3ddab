"""An arbitration in a real browser: application with a paper missing, elements, hearing, award, money, closed file."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.cases.models import Case, Settlement
from nuanxin.rights.disputes.arbitration.models import ElementAnswer, Hearing, MissingPaper
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.transfer.helping import ask_helper
from tests.conftest import TODAY, People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE
from tests.unit.rights.cases.making import make_clue, on_day
from tests.unit.rights.disputes.arbitration.making import HEARD, Desk

pytestmark = IN_BROWSER
APPLIED, ACCEPTED, ANSWERED, NOTICED = (date(2023, 12, day) for day in (5, 6, 21, 22))


def take(seat: Seat, case: Case, key: str, day: date, **facts: str) -> None:
    """From the file's steps to the form and back."""
    seat.go(f"/officer/cases/{case.pk}/")
    link = seat.page.locator(f"#tab a[href$='/steps/{key}/']").first
    link.click()
    seat.page.wait_for_load_state()
    seat.fill(**{f"fact_{name}": value for name, value in facts.items()}, on=f"{day}")
    seat.submit("办理", "已办理“")


def serve(seat: Seat, case: Case, key: str, day: date, to: str) -> None:
    take(seat, case, key, day, method="直接送达", sent_on=f"{day}", served_on=f"{day}", recipient=to, receiver="本人")


def test_from_the_application_to_the_closed_file(browser: Any, site: Any, that_morning: None, people: People) -> None:
    desk, clue = Desk(), make_clue(people, workers=1)
    LocalSetting.objects.create(
        key="wage.minimum", region_id="410721", value=2000, source="省政府通知", valid_from=date(2022, 1, 1)
    )
    with on_day(APPLIED):
        ask_helper(clue=clue, unit=desk.unit, task="请办理仲裁", by=people.owner, on=APPLIED)
    seat = Seat(browser, site, desk.arbitrator)
    seat.go(f"/officer/clues/{clue.number}/doors/arbitration/")
    seat.look("arbitration-01-apply")
    seat.fill(
        fact_how="书面申请", fact_ground="争议仲裁", fact_requests="支付拖欠的工资", fact_reasons="干了三个月没有领到工资",
        fact_missing="劳动合同 2023-12-20", on=f"{APPLIED}",
    )  # fmt: skip
    seat.submit("办理", "已办理")
    case = Case.objects.get(clue=clue)
    for key in ("accept", "response_notice"):
        take(seat, case, key, ACCEPTED)
    serve(seat, case, "claim_served", ACCEPTED, "新乡甲建筑有限公司")
    take(seat, case, "panel", ACCEPTED, form="独任仲裁员", chief="齐仲裁", clerk="汤记录")
    take(seat, case, "no_defence", ANSWERED, waived="否")
    set_and_hear(seat, case, desk)
    answer_elements(seat, case)
    decide_and_pay(seat, case)
    case.refresh_from_db()
    assert (case.closed_on, case.closing) == (TODAY, "解决结案")
    assert Settlement.objects.get(clue=clue).solved_by == "arbitration"
    seat.done()
    phone = Seat(browser, site, desk.arbitrator, PHONE_SIZE)
    claim = Claim.objects.get(clue=clue)
    for name, path in (
        ("tab", f"cases/{case.pk}/?tab=arbitration"), ("elements", f"cases/{case.pk}/elements/{claim.pk}/"),
        ("month", "hearings/?day=2024-01-01"), ("week", "hearings/?view=week&day=2024-01-03"),
    ):  # fmt: skip
        phone.go(f"/officer/{path}")
        phone.look(f"arbitration-phone-{name}")
    phone.done()


def set_and_hear(seat: Seat, case: Case, desk: Desk) -> None:
    """The missing paper comes in; a room is taken, both sides are told."""
    seat.go(f"/officer/cases/{case.pk}/?tab=arbitration")
    seat.look("arbitration-02-tab")
    seat.click("登记收到劳动合同", inside="#tab")
    assert MissingPaper.objects.get().received_on == TODAY
    seat.go(f"/officer/cases/{case.pk}/hearing/")
    seat.fill(fact_held_on=f"{HEARD}", starts="09:00", ends="11:00", room="第一仲裁庭", on=f"{NOTICED}")
    seat.look("arbitration-03-hearing")
    seat.submit("排期并制作通知书", "已排期")
    for side, to in (("worker", "工人0"), ("employer", "新乡甲建筑有限公司")):
        serve(seat, case, f"notice_to_{side}", NOTICED, to)
    for view in ("?day=2024-01-01", "?view=week&day=2024-01-03"):
        seat.go(f"/officer/hearings/{view}")
        seat.look(f"arbitration-04-calendar-{view[1:5]}")
        assert "09:00—11:00" in seat.words()
    assert Hearing.objects.get().room == desk.room


def answer_elements(seat: Seat, case: Case) -> None:
    """The employer admits all but the sum; the panel finds on that after the hearing."""
    claim = Claim.objects.get(clue=case.clue)
    base = f"/officer/cases/{case.pk}/elements/{claim.pk}/"
    seat.go(f"{base}employer/")
    seat.fill(wages_due="8000", on=f"{NOTICED}")
    seat.look("arbitration-05-answers")
    seat.submit("登记", "已登记1项答复")
    seat.page.once("dialog", lambda dialog: dialog.accept())
    seat.click("被申请人全部认可", inside="main")
    take(
        seat, case, "hearing", HEARD, absent="双方到庭（含在线）", inquiry="核对考勤和转账记录", debate="对考勤表质证",
        final_words="坚持各自意见", recording="LX-06",
    )  # fmt: skip
    seat.go(f"{base}panel/")
    seat.fill(wages_due="9000", on=f"{HEARD}")
    seat.submit("登记", "已登记1项答复")
    seat.look("arbitration-06-elements")
    assert ElementAnswer.objects.filter(side="panel").count() == 1
    take(seat, case, "mediation_tried", HEARD, result="调解不成", content="差距较大")


def decide_and_pay(seat: Seat, case: Case) -> None:
    take(seat, case, "award_final", TODAY, vote="独任仲裁员意见", pay_by="2024-01-31")
    for side, to in (("worker", "工人0"), ("employer", "新乡甲建筑有限公司")):
        serve(seat, case, f"final_to_{side}", TODAY, to)
    take(seat, case, "effective", TODAY)
    money = f"/officer/cases/{case.pk}/?tab=money"
    for link, facts in (
        ("核实", {"verified_fen": "9000", "basis": "终局裁决书"}),
        ("支付", {"amount_fen": "9000", "voucher": "工行回单0001"}),
    ):
        seat.go(money)
        seat.page.locator("#tab tr", has_text="工人0").get_by_role("link", name=link).click()
        seat.fill(**facts)
        button = seat.page.locator("main form button.btn-primary").first
        button.click()
        seat.page.wait_for_load_state()
    seat.go(f"/officer/cases/{case.pk}/?tab=confirm")
    seat.page.locator("#tab tr", has_text="工人0").get_by_role("link", name="记录回访").click()
    seat.page.get_by_label("已收到", exact=False).first.check()
    seat.submit("记录", "已记录")
    seat.go(f"/officer/cases/{case.pk}/close/")
    seat.fill(opinion="裁决确定的工资已付清")
    seat.submit("结案", "已结案")
    seat.go(f"/officer/cases/{case.pk}/?tab=arbitration")
    seat.look("arbitration-07-closed")
