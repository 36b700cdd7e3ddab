"""Tying a claim to the parties already known: employer, project, workers; what is not known is entered as said."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, EmployerAlias, Project, Worker, id_index, phone_index
from nuanxin.rights.intake.registration.facts import ClaimFacts, ClueFacts


def project_by_code(site_code: str) -> Project | None:
    """The project whose rights board carries this code."""
    if not site_code.strip():
        return None
    found = (
        Project.objects.select_related("employer", "merged_into").filter(site_code=site_code.strip().upper()).first()
    )
    return found.merged_into or found if found else None


def employer_for(facts: ClueFacts, home: Region) -> Employer | None:
    """By credit code, else by the exact comparison name in the county (or an alias there), else entered anew."""
    name = facts.employer_name.strip()
    if facts.credit_code:
        employer, _ = Employer.objects.select_related("merged_into").get_or_create(
            credit_code=facts.credit_code,
            defaults={"name": name or facts.credit_code, "sector": facts.sector, "region": home},
        )
        return employer.merged_into or employer
    if not facts.employer_known:
        return None
    return employer_named(name, home) or Employer.objects.create(name=name, sector=facts.sector, region=home)


def employer_named(name: str, home: Region) -> Employer | None:
    """The employer of that name, or known by it, in the county; the one with a credit code first."""
    key = name_key(name)
    there = Employer.objects.select_related("merged_into").filter(region=home, name_key=key)
    found = there.order_by(F("credit_code").desc(nulls_last=True), "pk").first()
    if found is None:
        alias = EmployerAlias.objects.select_related("party__merged_into").filter(
            name_key=key, party__region=home, withdrawn_on=None
        )
        first = alias.order_by("pk").first()
        found = first.party if first else None
    return (found.merged_into or found) if found else None


def project_for(facts: ClueFacts, employer: Employer | None, region: Region) -> Project | None:
    """By the code on the board, else by name in the region and employer, else entered anew."""
    by_code = project_by_code(facts.site_code)
    if by_code or not facts.project_name.strip():
        return by_code
    same = Project.objects.select_related("merged_into", "employer").filter(
        region=region, name_key=name_key(facts.project_name)
    )
    for project in same.order_by("pk"):
        if employer is None or project.employer_id in (None, employer.pk):
            return project.merged_into or project
    return Project.objects.create(
        name=facts.project_name.strip(),
        employer=employer,
        region=region,
        address=facts.place[:200],
        government=facts.government,
        state_firm=facts.state_firm,
    )


def workers_for(claims: Sequence[ClaimFacts]) -> list[Worker]:
    """One worker a line: by identity number, else by name and telephone together, else entered anew."""
    numbers = {id_index(one.id_number) for one in claims if one.id_number}
    phones = {phone_index(one.phone) for one in claims if one.phone}
    by_number = {w.id_index: w for w in Worker.objects.select_related("merged_into").filter(id_index__in=numbers)}
    by_phone = {
        (w.name, w.phone_index): w
        for w in Worker.objects.select_related("merged_into").filter(phone_index__in=phones, id_index__isnull=True)
    }
    found: list[Worker] = []
    for one in claims:
        key = (one.name, phone_index(one.phone))
        worker = by_number.get(id_index(one.id_number)) if one.id_number else by_phone.get(key) if one.phone else None
        if worker is None:
            worker = Worker.objects.create(
                name=one.name,
                document_type=one.document_type,
                id_number=one.id_number,
                phone=one.phone,
                migrant=one.migrant,
            )
        by_number[worker.id_index] = worker
        if one.phone and not one.id_number:
            by_phone[key] = worker
        found.append(worker.merged_into or worker)
    return found
