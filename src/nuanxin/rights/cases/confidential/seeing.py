"""Who sees a lead: the officer named for it, the head of the unit, the leaders of the place. Nobody else learns that there is one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, visible
from nuanxin.rights.cases.confidential.models import CrimeLead, CrimeLeadEntry


def leads_for(staff: Staff) -> QuerySet[CrimeLead]:
    """The leads that this person may see."""
    rows = CrimeLead.objects.all()
    return visible(rows, staff, Permission.CRIME_LEAD, region="case__clue__region", unit="unit", owner="officer")


def waiting_leads(staff: Staff) -> int:
    """How many of them are not handed over yet."""
    handed = CrimeLeadEntry.objects.filter(lead=OuterRef("pk"), kind=CrimeLeadEntry.Kind.HANDED, struck_by__isnull=True)
    return leads_for(staff).exclude(Exists(handed)).count()


def lead_facts(lead: CrimeLead) -> FileFacts:
    """What a right over the lead depends on."""
    return FileFacts(region=lead.case.clue.region_id, unit_id=lead.unit_id, owner_id=lead.officer_id)


def must_see_lead(staff: Staff, lead: CrimeLead | None) -> CrimeLead:
    """The lead; the same refusal whether it is out of sight or does not exist."""
    if lead is None or not may(staff, Permission.CRIME_LEAD, lead_facts(lead)):
        raise NotFound("没有找到这条线索", remedy="涉黑涉恶线索只有专人、本单位负责人和领导可以查看")
    return lead


def may_write(staff: Staff, lead: CrimeLead) -> bool:
    """Whether the person writes down what becomes of it: the named officer or the head; leaders look."""
    facts = lead_facts(lead)
    named = lead.officer_id == staff.pk or may(staff, Permission.CASE_APPROVE, facts)
    return named and may(staff, Permission.CRIME_LEAD, facts)


def must_write(staff: Staff, lead: CrimeLead, *, doing: str) -> None:
    """Refuse who may not even look in the words of `must_see_lead`, who may only look in others."""
    must_see_lead(staff, lead)
    if not may_write(staff, lead):
        raise NotAllowed(f"您没有权限{doing}", why="由专人或者本单位负责人登记", remedy="请转告专人")
