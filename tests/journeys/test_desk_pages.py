"""Parties, services, transfer times, reports and the security desk in a real browser: nothing serious, nothing too wide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.command.reporting.filing import prepare
from nuanxin.command.reporting.models import Report
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.notifications.odd_reading import watch_reading
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.aliases import add_alias, rename_party, withdraw_alias
from nuanxin.foundation.parties.merging import merge_parties
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.intake.transfer import accept_transfer
from nuanxin.rights.intake.transfer.sending import pending_transfer
from tests.conftest import TODAY, at, person
from tests.journeys.desk import Seat, open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene
from tests.unit.rights.cases.making import step, walk

pytestmark = IN_BROWSER


def named_and_merged(scene: Scene) -> Employer:
    """An employer with a history: former and said names, one withdrawn, a twin merged in."""
    owner, firm = scene.people.owner, scene.filed.employer
    assert firm is not None
    rename_party(party=firm, name="新乡甲建设工程有限公司", reason="营业执照变更登记", by=owner, on=TODAY)
    add_alias(party=firm, name="老甲工程队", by=owner, on=TODAY)
    wrong = add_alias(party=firm, name="甲方", by=owner, on=TODAY)
    assert wrong is not None
    withdraw_alias(alias=wrong, reason="泛称，不是该单位的名称", by=owner, on=TODAY)
    twin = Employer.objects.create(name="新乡甲建筑", region_id="410721")
    merge_parties(kept=firm, merged=twin, reason="同一营业执照", by=owner, on=TODAY)
    Employer.objects.create(
        name="新乡甲建设", region_id="410721", credit_code="91410721MA3X12345Y", address="平原路2号"
    )
    return firm


def a_report(scene: Scene) -> Report:
    people = scene.people
    called = open_round(
        form_key="winter_2023", title="一月报送", region=Region.objects.get(pk="410700"), start=date(2023, 11, 15),
        end=date(2024, 2, 10), due_county=TODAY + timedelta(days=2), by=people.coordinator,
    )  # fmt: skip
    county: Report = called.reports.get(region="410721")
    prepare(report=county, by=people.statistician, as_of=TODAY)
    return county


def pages(scene: Scene) -> dict[str, tuple[Any, str]]:
    people, firm, report = scene.people, named_and_merged(scene), a_report(scene)
    day = TODAY - timedelta(days=15)
    walk(scene.case, "order order_served", people, day)
    order = Paper.objects.get(kind="correction_order")
    row = CaseStep.objects.get(case=scene.case, step="order_served")
    waiting = pending_transfer(scene.moving)
    assert waiting is not None and row.service_id is not None
    with occasion(at=at(TODAY, 8, 45), source="test"):
        accept_transfer(transfer=waiting, by=people.housing, on=TODAY)
        for _ in range(61):
            record("reveal_reporter", about=scene.filed, by=people.owner)
    security = person("security", "卫安全", people.owner.unit, "security_admin")
    with occasion(at=at(TODAY), source="test"):
        watch_reading(now=at(TODAY))
    party, twin = f"/officer/parties/employer/{firm.pk}/", Employer.objects.get(name="新乡甲建设").pk
    other = Employer.objects.get(name="新乡甲建筑").pk
    return {
        "parties": (people.owner, "/officer/parties/"),
        "party": (people.owner, f"/officer/employers/{firm.pk}/"),
        "party-absorbed": (people.owner, f"/officer/employers/{other}/"),
        "party-alias": (people.owner, f"{party}alias/"),
        "party-rename": (people.owner, f"{party}rename/"),
        "party-merge": (people.owner, f"{party}merge/"),
        "party-compare": (people.owner, f"{party}merge/?with={twin}"),
        "party-project": (people.owner, f"/officer/projects/{scene.filed.project_id}/"),
        "paper": (people.owner, f"/officer/papers/{order.pk}/"),
        "paper-announce": (people.owner, f"/officer/papers/{order.pk}/announce/"),
        "service-void": (people.owner, f"/officer/papers/{order.pk}/services/{row.service_id}/void/"),
        "service-correct": (people.owner, f"/officer/cases/{scene.case.pk}/services/{row.pk}/correct/"),
        "case-steps": (people.owner, f"/officer/cases/{scene.case.pk}/"),
        "transfers": (people.head, "/officer/transfers/"),
        "assign": (people.head, f"/officer/clues/{scene.received.number}/acts/assign/"),
        "close-clue": (people.owner, f"/officer/clues/{scene.received.number}/acts/close/"),
        "report": (people.statistician, f"/officer/reports/{report.pk}/"),
        "report-round": (people.coordinator, f"/officer/reports/rounds/{report.round_id}/"),
        "report-cell": (people.statistician, f"/officer/reports/{report.pk}/cell/total.1/"),
        "report-hand": (people.statistician, f"/officer/reports/{report.pk}/hand/industry.amount_fen/"),
        "security-desk": (security, "/officer/"),
    }


@pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])
def test_nothing_serious(browser: Any, site: Any, that_morning: None, scene: Scene, size: tuple[int, int]) -> None:
    found: list[str] = []
    opened: dict[Any, tuple[Any, list[str]]] = {}
    for name, (staff, address) in pages(scene).items():
        if staff.pk not in opened:
            opened[staff.pk] = open_page(browser, site, staff, size)
        page = opened[staff.pk][0]
        response = page.goto(site.url + address)
        if response.status != 200:
            found.append(f"{name}: {response.status}")
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
        found += serious(page, name) + too_wide(page, name)
    for page, troubles in opened.values():
        page.context.close()
        found += troubles
    assert found == []


def test_a_wrong_day_is_corrected_by_clicks(browser: Any, site: Any, that_morning: None, scene: Scene) -> None:
    walk(scene.case, "order order_served", scene.people, TODAY - timedelta(days=9))
    step(scene.case, "expired", scene.people, TODAY)
    seat = Seat(browser, site, scene.people.owner)
    seat.go(f"/officer/cases/{scene.case.pk}/")
    seat.click("更正送达")
    seat.fill(fact_served_on="2024-01-05", note="送达回证写的是一月五日")
    seat.submit("更正", "已更正送达")
    assert "2024-01-05" in seat.words() and "已更正" in seat.words()
    seat.look("service-corrected")
    seat.done()
