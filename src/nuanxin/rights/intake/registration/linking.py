"""Tying a claim to the parties already known: employer, project, workers; what is not known is entered as said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project, Worker, id_index, phone_index
from nuanxin.foundation.rows.appending import append
from nuanxin.foundation.rows.finding import found
from nuanxin.rights.intake.registration.facts import ClaimFacts, ClueFacts

# Asked for every claim: written out, since working out the statement takes Django longer than the database answers.
_BY_NAME = """
    SELECT * FROM (SELECT e.*, 0 AS alias FROM parties_employer e WHERE e.region_id = %s AND e.name_key = %s
                   UNION ALL
                   SELECT e.*, a.id FROM parties_employer e JOIN parties_employeralias a ON a.party_id = e.id
                    WHERE e.region_id = %s AND a.name_key = %s AND a.withdrawn_on IS NULL) AS named
     ORDER BY alias, credit_code DESC NULLS LAST, id LIMIT 1"""
_BY_NUMBER = "SELECT * FROM parties_worker WHERE id_index IN ({})"
_BY_PHONE = "SELECT * FROM parties_worker WHERE phone_index IN ({}) AND id_index IS NULL"
_SAME_SITE = "SELECT * FROM parties_project WHERE region_id = %s AND name_key = %s ORDER BY id"


def project_by_code(site_code: str) -> Project | None:
    """The project whose rights board carries this code."""
    if not site_code.strip():
        return None
    project = (
        Project.objects.select_related("employer", "merged_into").filter(site_code=site_code.strip().upper()).first()
    )
    return project.merged_into or project if project else None


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
    known = employer_named(name, home)
    return known or append(Employer(name=name, name_key=name_key(name), sector=facts.sector, region=home))


def employer_named(name: str, home: Region) -> Employer | None:
    """The employer of that name, or known by it, in the county; the one with a credit code first."""
    asked = [home.pk, name_key(name)]
    known = next(iter(found(Employer, _BY_NAME, [*asked, *asked])), None)
    return (known.merged_into or known) if known else None


def project_for(facts: ClueFacts, employer: Employer | None, region: Region) -> Project | None:
    """By the code on the board, else by name in the region and employer, else entered anew."""
    by_code = project_by_code(facts.site_code)
    if by_code or not facts.project_name.strip():
        return by_code
    for project in found(Project, _SAME_SITE, [region.pk, name_key(facts.project_name)]):
        if employer is None or project.employer_id in (None, employer.pk):
            return project.merged_into or project
    project = Project(
        name=facts.project_name.strip(),
        name_key=name_key(facts.project_name),
        employer=employer,
        region=region,
        address=facts.place[:200],
        government=facts.government,
        state_firm=facts.state_firm,
    )
    return append(project)


def workers_for(claims: Sequence[ClaimFacts]) -> list[Worker]:
    """One worker a line: by identity number, else by name and telephone together, else entered anew."""
    keyed = [(one, id_index(one.id_number), phone_index(one.phone)) for one in claims]
    by_number = {w.id_index: w for w in _workers(_BY_NUMBER, {number for _, number, _ in keyed})}
    without = {phone for _, number, phone in keyed if not number}
    by_phone = {(w.name, w.phone_index): w for w in _workers(_BY_PHONE, without)}
    workers: list[Worker] = []
    for one, number, phone in keyed:
        worker = by_number.get(number) if number else by_phone.get((one.name, phone)) if phone else None
        if worker is None:
            worker = append(_worker(one, number, phone))
        if number:
            by_number[number] = worker
        elif phone:
            by_phone[one.name, phone] = worker
        workers.append(worker.merged_into or worker)
    return workers


def _worker(one: ClaimFacts, number: str, phone: str) -> Worker:
    """A new worker under the indexes by which he was looked for."""
    return Worker(
        name=one.name,
        document_type=one.document_type,
        id_number=one.id_number,
        id_index=number or None,
        phone=one.phone,
        phone_index=phone,
        migrant=one.migrant,
    )


def _workers(statement: str, indexes: set[str]) -> Iterable[Worker]:
    asked = sorted(indexes - {""})
    return found(Worker, statement.format(", ".join(["%s"] * len(asked))), asked) if asked else ()
