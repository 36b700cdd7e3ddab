"""Leads on organised crime: few see them, handed over in order, wrong entries struck; the copy to the procuratorate."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.rights.cases.confidential.handing import (
    Entry,
    Kind,
    entry_faults,
    name_officer,
    report_lead,
    standing_entries,
    strike_entry,
    write_entry,
)
from nuanxin.rights.cases.confidential.models import CrimeLead
from nuanxin.rights.cases.confidential.seeing import leads_for, must_see_lead, waiting_leads
from nuanxin.rights.cases.models import OfficialAct
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.cases.steps import standing_rows
from nuanxin.rights.intake.models import ClueEvent
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_case, step, walk

SAID = "包工头带人持械围堵项目部，自称某某帮"


@pytest.fixture
def lead(people: People) -> CrimeLead:
    case = make_case(people)
    return report_lead(case=case, kind="violence", content=SAID, found_on=TODAY, by=people.owner, on=TODAY)


def handed(lead: CrimeLead, by: Any, **more: Any) -> Any:
    entry = Entry(Kind.HANDED, **{"done_on": TODAY, "body": "新乡县公安局", **more})
    return write_entry(lead=lead, entry=entry, by=by, on=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("owner", True), ("head", True), ("leader", True), ("colleague", False), ("superior", False), ("stranger", False),
        ("housing", False), ("reviewer", False), ("statistician", False), ("coordinator", False), ("auditor", False),
    ],
)  # fmt: skip
def test_who_sees_it(people: People, lead: CrimeLead, who: str, sees: bool) -> None:
    staff = getattr(people, who)
    assert leads_for(staff).exists() is sees
    assert waiting_leads(staff) == int(sees)
    if sees:
        assert must_see_lead(staff, lead) == lead
    else:
        with pytest.raises(NotFound):
            must_see_lead(staff, lead)
        with pytest.raises(NotFound):
            handed(lead, staff)


@pytest.mark.django_db
def test_it_lies_sealed_and_no_other_record_tells_of_it(people: People, lead: CrimeLead) -> None:
    handed(lead, people.owner, text="情况说明和视频")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_crimelead")
        assert "包工头" not in cursor.fetchone()[0]
    assert not ClueEvent.objects.filter(text__contains="涉黑").exists()
    told = [json.dumps(one.details, ensure_ascii=False) + one.reason for one in AuditEvent.objects.all()]
    assert not [one for one in told if "包工头" in one or "情况说明" in one]
    assert AuditEvent.objects.filter(act="write_crime_lead").count() == 1


@pytest.mark.django_db
def test_handed_over_receipt_feedback(people: People, lead: CrimeLead) -> None:
    handed(lead, people.owner)
    assert waiting_leads(people.head) == 0
    write_entry(lead=lead, entry=Entry(Kind.RECEIPT, TODAY, receiver="值班民警"), by=people.head, on=TODAY)
    write_entry(lead=lead, entry=Entry(Kind.FEEDBACK, TODAY, text="已核查"), by=people.owner, on=TODAY)
    assert [row.kind for row in standing_entries(lead)] == ["handed", "receipt", "feedback"]


@pytest.mark.django_db
def test_the_leader_looks_and_does_not_write(people: People, lead: CrimeLead) -> None:
    with pytest.raises(NotAllowed, match="专人或者本单位负责人"):
        handed(lead, people.leader)


@pytest.mark.django_db
def test_another_officer_is_named_and_the_first_sees_no_more(people: People, lead: CrimeLead) -> None:
    with pytest.raises(NotAllowed):
        name_officer(lead=lead, officer=people.colleague, reason="回避", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有办理的职责"):
        name_officer(lead=lead, officer=people.reviewer, reason="回避", by=people.head, on=TODAY)
    name_officer(lead=lead, officer=people.colleague, reason="回避", by=people.head, on=TODAY)
    assert leads_for(people.colleague).exists() and not leads_for(people.owner).exists()


@pytest.mark.django_db
def test_a_wrong_entry_is_struck_after_what_rests_on_it(people: People, lead: CrimeLead) -> None:
    first = handed(lead, people.owner)
    receipt = write_entry(lead=lead, entry=Entry(Kind.RECEIPT, TODAY, number="回1"), by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="以它为依据"):
        strike_entry(entry=first, reason="单位写错", by=people.owner, on=TODAY)
    strike_entry(entry=receipt, reason="单位写错", by=people.owner, on=TODAY)
    strike_entry(entry=first, reason="单位写错", by=people.owner, on=TODAY)
    assert standing_entries(lead) == [] and lead.entries.count() == 4
    assert waiting_leads(people.owner) == 1


@pytest.mark.django_db
def test_who_may_report(people: People) -> None:
    case = make_case(people)
    for staff in (people.stranger, people.leader, people.reviewer, people.auditor):
        with pytest.raises((NotAllowed, NotFound)):
            report_lead(case=case, kind="hired", content="x", found_on=TODAY, by=staff, on=TODAY)
    with pytest.raises(Refusal, match="发现日期"):
        report_lead(case=case, kind="hired", content="x", found_on=TODAY + timedelta(days=1), by=people.owner, on=TODAY)


DAY = date(2024, 1, 5)


@pytest.mark.parametrize(
    ("entry", "standing", "column"),
    [
        (Entry(Kind.HANDED, DAY), {}, "接收单位"),
        (Entry(Kind.HANDED, DAY - timedelta(days=2), body="公安局"), {}, "日期"),
        (Entry(Kind.RECEIPT, DAY, receiver="民警"), {}, ""),
        (Entry(Kind.RECEIPT, DAY), {"handed": DAY}, "接收人或者回执文号"),
        (Entry(Kind.RECEIPT, DAY, receiver="民警"), {"handed": DAY + timedelta(days=1)}, "日期"),
        (Entry(Kind.FEEDBACK, DAY, text=" "), {"handed": DAY}, "内容"),
        (Entry(Kind.FEEDBACK, DAY + timedelta(days=9), text="已核查"), {"handed": DAY}, "日期"),
    ],
)
def test_what_does_not_fit(entry: Entry, standing: dict[str, date], column: str) -> None:
    faults = entry_faults(entry, standing, DAY - timedelta(days=1), DAY + timedelta(days=2))
    assert column in {fault.column or "" for fault in faults}


def test_what_fits() -> None:
    entry = Entry(Kind.HANDED, DAY, body="公安局")
    assert entry_faults(entry, {}, DAY, DAY) == []


@pytest.mark.django_db
def test_the_copy_to_the_procuratorate_follows_the_transfer(people: People) -> None:
    case = make_case(people, workers=12)
    day = walk(case, "evidence investigated order order_served", people, date(2023, 12, 6)) + timedelta(days=10)
    day = walk(case, "expired police_threshold police_report police_approve", people, day)
    with pytest.raises(Refusal, match="没有移送公安机关"):
        step(case, "procuratorate_copy", people, day)
    day = walk(case, "police_send procuratorate_copy procuratorate_receipt", people, day)
    assert [row.step for row in standing_rows(case)][-2:] == ["procuratorate_copy", "procuratorate_receipt"]
    assert standing_rows(case)[-1].facts["receiver"] == "检察官"
    assert (
        OfficialAct.objects.filter(clue=case.clue, kind="referral").count() == 1
    )  # column 13 counts the transfer once
    assert "高检会〔2006〕2号" in procedure("criminal_referral", "2024.1").step("procuratorate_copy").cites


@pytest.mark.django_db
def test_bad_input_is_told(people: People, lead: CrimeLead) -> None:
    with pytest.raises(BadInput, match="接收单位"):
        handed(lead, people.owner, body=" ")
