"""Finding a lead, handing it to the body in charge, its receipt and what it answers. The audit trail names the act, never the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must
from nuanxin.rights.cases.confidential.models import CrimeLead, CrimeLeadEntry
from nuanxin.rights.cases.confidential.seeing import lead_facts, must_write
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.visibility import file_facts

Kind = CrimeLeadEntry.Kind


@dataclass(frozen=True)
class Entry:
    """What is written down: `body` who received it (移送), `number` and `receiver` of the receipt, `text` the answer."""

    kind: Kind
    done_on: date
    body: str = ""
    number: str = ""
    receiver: str = ""
    text: str = ""


def entry_faults(entry: Entry, standing: Mapping[str, date], found_on: date, on: date) -> list[Fault]:
    """Everything that does not fit: order of the days and what must be said. `standing`: day of the last entry of a kind. Pure."""
    faults = []
    handed = standing.get(Kind.HANDED)
    earliest = found_on if entry.kind == Kind.HANDED else handed
    if earliest is None:
        faults.append(Fault(f"还没有移送，不能登记{entry.kind.label}", remedy="请先登记移送"))
    if not (earliest or found_on) <= entry.done_on <= on:
        faults.append(Fault("早于前一步或者晚于今天", column="日期", remedy="请核对日期"))
    said = {"移送": (entry.body, "接收单位"), "回执": (entry.receiver or entry.number, "接收人或者回执文号")}
    value, column = said.get(entry.kind.label, (entry.text, "内容"))
    if not value.strip():
        faults.append(Fault("没有填写", column=column))
    return faults


@transaction.atomic
def report_lead(*, case: Case, kind: str, content: str, found_on: date, by: Staff, on: date) -> CrimeLead:
    """A lead found in a case; whoever reports it is the named officer until the head names another."""
    doing = "登记涉黑涉恶线索"
    must(by, Permission.CLUE_HANDLE, file_facts(case.clue), doing=doing)
    must(by, Permission.CRIME_LEAD, FileFacts(case.clue.region_id, case.unit_id, by.pk), doing=doing)
    if kind not in CrimeLead.Kind.values or not content.strip() or found_on > on:
        why = "没有选择类型、没有写明内容，或者发现日期在今天之后"
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后再登记")
    lead = CrimeLead.objects.create(
        case=case, unit=case.unit, officer=by, kind=kind, found_on=found_on, content=content.strip(), registered_by=by
    )
    record("report_crime_lead", about=lead, by=by, details={"on": on})
    return lead


@transaction.atomic
def write_entry(*, lead: CrimeLead, entry: Entry, by: Staff, on: date) -> CrimeLeadEntry:
    """移送, 回执 or 反馈. BadInput names what does not fit."""
    lead = _locked(lead)
    must_write(by, lead, doing=f"登记{entry.kind.label}")
    if entry.kind not in (Kind.HANDED, Kind.RECEIPT, Kind.FEEDBACK):
        raise Refusal("不能这样登记", remedy="请用该事项的专门入口")
    days = {row.kind: row.done_on for row in standing_entries(lead)}
    faults = entry_faults(entry, days, lead.found_on, on)
    if faults:
        raise BadInput(faults)
    row = CrimeLeadEntry.objects.create(
        lead=lead, kind=entry.kind, done_on=entry.done_on, body=entry.body.strip(), number=entry.number.strip(),
        receiver=entry.receiver.strip(), text=entry.text.strip(), by=by,
    )  # fmt: skip
    record("write_crime_lead", about=lead, by=by, details={"entry": row.pk, "kind": str(entry.kind), "on": on})
    return row


@transaction.atomic
def name_officer(*, lead: CrimeLead, officer: Staff, reason: str, by: Staff, on: date) -> CrimeLead:
    """The head names who looks after the lead; the one before does not see it any more."""
    lead = _locked(lead)
    must_write(by, lead, doing="指定专人")
    must(by, Permission.CASE_APPROVE, lead_facts(lead), doing="指定专人")
    own = FileFacts(lead.case.clue.region_id, lead.unit_id, officer.pk)
    if officer.unit_id != lead.unit_id or not may(officer, Permission.CRIME_LEAD, own) or not reason.strip():
        why = "该人员不在本单位、没有办理的职责，或者没有写明理由"
        raise Refusal("不能指定专人", why=why, remedy="请选择本单位的监察员或者负责人")
    lead.officer = officer
    lead.save(update_fields=["officer"])
    CrimeLeadEntry.objects.create(
        lead=lead, kind=Kind.OFFICER, done_on=on, receiver=officer.name, text=reason.strip(), by=by
    )
    record("name_crime_lead_officer", about=lead, by=by, details={"officer": officer.pk, "on": on})
    return lead


@transaction.atomic
def strike_entry(*, entry: CrimeLeadEntry, reason: str, by: Staff, on: date) -> CrimeLeadEntry:
    """An entry was wrong; it stays, marked. The handing-over is struck only after what rests on it."""
    lead = _locked(entry.lead)
    must_write(by, lead, doing="更正线索移送经过")
    standing = standing_entries(lead)
    rests = entry.kind == Kind.HANDED and any(row.kind in (Kind.RECEIPT, Kind.FEEDBACK) for row in standing)
    if entry.pk not in {row.pk for row in standing} or entry.kind == Kind.OFFICER or rests or not reason.strip():
        why = "该记录已经更正、还有回执或反馈以它为依据、不能更正，或者没有写明理由"
        raise Refusal("不能更正", why=why, remedy="请核对后再更正")
    row = CrimeLeadEntry.objects.create(
        lead=lead, kind=Kind.STRUCK, done_on=on, text=reason.strip(), by=by, strikes=entry
    )
    record("strike_crime_lead", about=lead, by=by, details={"entry": entry.pk, "on": on})
    return row


def standing_entries(lead: CrimeLead) -> list[CrimeLeadEntry]:
    """Neither corrections nor what they struck, in the order in which they were written."""
    rows = lead.entries.filter(strikes__isnull=True, struck_by__isnull=True).select_related("by")
    return list(rows.order_by("pk"))


def _locked(lead: CrimeLead) -> CrimeLead:
    return CrimeLead.objects.select_for_update(of=("self",)).select_related("case__clue").get(pk=lead.pk)
