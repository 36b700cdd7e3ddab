"""Legal aid in a real browser: from the application at the desk to the lawyer on the same day; the worker's papers on his phone."""

from __future__ import annotations

from typing import Any

from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.legal_aid.models import AidAssignment, AidSharing, PaperInterview
from nuanxin.rights.disputes.legal_aid.rota import make_rota
from nuanxin.rights.intake.transfer import ask_helper
from tests.conftest import TODAY, People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import Hand
from tests.unit.rights.cases.making import make_clue
from tests.unit.rights.disputes.legal_aid.aiding import make_centre, petition_office

pytestmark = IN_BROWSER


def test_applied_decided_and_assigned_on_one_day(browser: Any, site: Any, that_morning: None, people: People) -> None:
    centre = make_centre()
    petition_office()
    make_rota(unit=centre.unit, first=TODAY, last=TODAY, by=centre.head, on=TODAY)
    clue = make_clue(people, workers=12)
    ask_helper(clue=clue, unit=centre.unit, task="法律援助", by=people.owner, on=TODAY)
    desk = Seat(browser, site, centre.officer)
    desk.go(f"/officer/clues/{clue.number}/")
    desk.click("法律援助", inside="main")
    desk.fill(fact_applicant="工人0等12人", fact_proof="劳动合同、考勤表")
    for name, value in (
        ("fact_how", "oral"),
        ("fact_matter", "wages"),
        ("fact_means", "migrant"),
        ("fact_sensitive", "no"),
    ):
        field = desk.page.locator(f"main form [name={name}]")
        if field.first.evaluate("field => field.tagName") == "SELECT":
            field.first.select_option(value)
        else:
            desk.page.check(f"main form [name={name}][value={value}]")
    desk.page.locator("main form[method=post] button[type=submit]").first.click()
    desk.page.wait_for_url("**/officer/cases/*/")
    case = Case.objects.get(clue=clue)
    assert AidSharing.objects.filter(clue=clue).count() == 2  # twelve workers: both units know at once
    desk.look("aid-case")
    desk.go(f"/officer/cases/{case.pk}/?tab=legal_aid")
    desk.look("aid-tab")
    desk.go(f"/officer/cases/{case.pk}/steps/accepted/")
    desk.look("aid-accept")
    desk.page.locator("main [name=fact_venue]").first.select_option("matter")
    desk.fill(fact_opinion="符合条件")
    desk.page.locator("main form[method=post] button[type=submit]").first.click()
    desk.page.wait_for_url(f"**/officer/cases/{case.pk}/")
    desk.done()
    head = Seat(browser, site, centre.head)
    head.go("/officer/aid/")
    head.look("aid-today")
    head.click("办理", inside="main table")
    head.page.locator("main [name=fact_form]").first.select_option("arbitration")
    head.fill(fact_opinion="同意")
    head.page.locator("main form[method=post] button[type=submit]").first.click()
    head.page.wait_for_url(f"**/officer/cases/{case.pk}/")
    head.go("/officer/aid/")
    head.click("办理", inside="main table")
    head.look("aid-assign")
    head.page.locator("main form[method=post] button[type=submit]").first.click()
    head.page.wait_for_url(f"**/officer/cases/{case.pk}/")
    given = AidAssignment.objects.get(case=case)
    assert (given.lawyer.name, given.chosen, given.since) == ("律师0", "first", TODAY)
    head.go("/officer/aid/")
    assert "都已经审批并指派" in head.page.inner_text("main") and "100.0%" in head.page.inner_text("main")
    for path, name in (("rota/", "aid-rota"), ("lawyers/", "aid-lawyers"), ("advice/new/", "aid-advice")):
        head.go(f"/officer/aid/{path}")
        head.look(name)
    head.done()


def test_four_papers_on_a_phone(browser: Any, site: Any, that_morning: None, people: People) -> None:
    clue = make_clue(people, workers=1)
    hand = Hand(browser, site)
    hand.go("/progress/")
    hand.write("code", clue.receipt_code or "")
    hand.page.locator("main form button[type=submit]").first.click()
    hand.page.wait_for_url("**/progress/file/")
    hand.tap("写四份文书", "papers-ask")
    for name, text in (("phone", "13800001234"), ("address", "某某村3号"), ("started", "2023年8月"), ("work", "木工")):
        hand.write(name, text)
    hand.write("evidence", "考勤照片")
    for name, value in (("iou", "no"), ("other_debts", "no"), ("reachable", "no")):
        hand.page.check(f"main [name={name}][value={value}]")
    hand.tap("写好了，看文书", "papers-done")
    assert PaperInterview.objects.filter(clue=clue).count() == 1
    words = hand.words()
    assert "劳动保障监察投诉书" in words and "支付令不能送达" in words
    hand.done()
