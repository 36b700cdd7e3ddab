"""The whole way of the watch through the doors: wages loaded → warning → the firm answers → a visit from a phone → clue → paid → accuracy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.cases.roster import add_claim
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClaimFacts
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.watching import watch_wages
from tests.conftest import TODAY, People
from tests.employer_scene import CLERK, Firms
from tests.unit.watch.inspection.field.phone import Phone
from tests.unit.watch.monitoring.house import small_house
from tests.unit.watch.monitoring.making import days_set, monitor, rules_in_force, watched
from tests.unit.web.employer.conftest import firms, knock
from tests.unit.web.officer.conftest import enter

__all__ = ["enter", "firms", "knock"]
pytestmark = pytest.mark.django_db


def test_from_a_warning_to_the_wages_in_hand(
    people: People, firms: Firms, knock: Callable[[str], Client], enter: Any, settings: Any, tmp_path: Path
) -> None:
    settings.NUANXIN_WAGES = small_house(tmp_path / "watched")
    mine = monitor(people)
    days_set()
    watched("P1")
    MonitoredProject.objects.update(project=firms.site, employer=firms.account.employer)
    rules_in_force(mine)
    assert watch_wages(settings.NUANXIN_WAGES, on=TODAY).made > 0
    one = RiskWarning.objects.get(project__code="P1", month="2023-12-01")
    assert (one.owner, one.workers, one.amount_fen) == (mine, 4, 2_400_000)
    desk, ledger = enter(mine), f"/officer/warnings/{one.pk}/"

    def act(key: str, **said: str) -> None:
        assert desk.post(f"{ledger}acts/{key}/", said).status_code == 302, key

    act("tell", how="call", name="钱老板", phone="13800000001")
    answer = {"text": "甲方没有付款", "paid_fen": "", "voucher": ""}
    assert knock(CLERK).post(reverse("employer:warning", args=[one.pk]), answer).status_code == 302
    assert "甲方没有付款" in desk.get(f"{ledger}?tab=answers").content.decode()
    act("check", text="专户流水已核对，12月没有代发")
    act("inspection", inspect_by="2024-01-12", text="到现场核对考勤")

    phone = Phone("day")
    there = phone.visit(employer=firms.account.employer_id, project=firms.site.pk)
    found = phone.edits(arrears_found=True, arrears_persons=4, arrears_fen=2_400_000)
    message = json.dumps({"visits": [there], "edits": found, "interviews": []})
    for _ in range(2):  # the answer to the first was lost on the way
        told = enter(people.owner).post("/officer/field/sync/", message, content_type="application/json")
        assert told.status_code == 200 and not told.json()["refused"]
    visit = Visit.objects.get()
    assert (visit.arrears_found, visit.arrears_fen, visit.project) == (True, 2_400_000, firms.site)
    act("inspected", inspected_on=str(TODAY), text="现场核实4人没有领到")

    assert desk.post(f"{ledger}clue/").status_code == 302
    clue = Clue.objects.get()
    assert (clue.employer, clue.project, clue.persons) == (firms.account.employer, firms.site, 4)
    for number in range(4):
        claim = add_claim(
            clue=clue, facts=ClaimFacts(name=f"张{number}", amount_fen=600_000), by=people.owner, on=TODAY
        )
        verify_claim(claim=claim, verified_fen=600_000, basis="考勤和工资表", by=people.owner, on=TODAY)
        record_payment(
            claim=claim, source=PaymentSource.EMPLOYER, amount_fen=600_000, paid_on=TODAY, voucher=f"回单{number}",
            by=people.owner, on=TODAY,
        )  # fmt: skip
    act("end", outcome="confirmed", reason="4人24000元已付清")

    line = desk.get("/officer/warning-accuracy/").context["whole"]["line"]
    assert (line.confirmed, line.false) == (1, 0)
    assert "100.0%" in desk.get("/officer/warning-accuracy/").content.decode()
    funnel = enter(people.leader).get("/leader/risk/").context["funnel"]
    assert (funnel.raised, funnel.told, funnel.answered, funnel.checked, funnel.confirmed) >= (1, 1, 1, 1, 1)
    assert (funnel.clues, funnel.workers_paid, funnel.paid_fen, funnel.verified_fen) == (1, 4, 2_400_000, 2_400_000)
