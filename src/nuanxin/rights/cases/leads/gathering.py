"""The facts of a clue for its signals, read from the ledger: a few statements, however long the roster."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Q

from nuanxin.foundation.parties.models import Employer, Project, phone_index
from nuanxin.rights.cases.leads.facts import Contact, Facts, Line, Site, Teller, span_of
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.cases.money import Verification
from nuanxin.rights.intake.models import Claim, Clue, Reporter

P = TypeVar("P", Employer, Project)
MOST_READ = 2_000  # lines elsewhere, the newest first
_BOOKS = "books"  # labour_inspection: 调取工资台账、考勤、合同


def facts_for(clue: Clue) -> Facts:
    """Everything the table of signals asks about the clue and those merged into it."""
    family = [clue.pk, *Clue.objects.filter(merged_into=clue).values_list("pk", flat=True)]
    own = _claims(Q(clue__in=family))
    workers = {key for claim in own for key in (claim.worker_id, claim.worker.merged_into_id) if key}
    phones = {claim.worker.phone_index for claim in own} - {""}
    others = Q(worker__in=workers) | Q(worker__merged_into__in=workers) | Q(worker__phone_index__in=phones)
    elsewhere = _claims(others & ~Q(clue__in=family))
    project = _kept(clue.project)
    here = Q(clue__project=project) | Q(clue__project__merged_into=project)
    same_site = _claims(here & ~Q(clue__in=family)) if project else []
    return Facts(
        clue=clue.number,
        own=tuple(_lines(own)),
        elsewhere=tuple(_lines(elsewhere)),
        same_site=tuple(_lines(same_site)),
        tellers=tuple(
            Teller(one.name, one.phone_index) for one in Reporter.objects.filter(clue__in=family, anonymous=False)
        ),
        contacts=tuple(_contacts(clue)),
        books_seen=_books_seen(family),
    )


def _claims(condition: Q) -> list[Claim]:
    """Standing claims with what the lines say of them."""
    rows = Claim.objects.filter(condition, withdrawn_on__isnull=True).select_related(
        "worker__merged_into", "clue__project__merged_into", "clue__employer__merged_into", "clue__merged_into"
    )
    return list(rows.order_by("-pk")[:MOST_READ])


def _lines(claims: Iterable[Claim]) -> list[Line]:
    rows = sorted(claims, key=lambda claim: claim.pk)
    keys = [claim.pk for claim in rows]
    verified = {v.claim_id: v for v in Verification.objects.filter(claim__in=keys, replaced_by__isnull=True)}
    return [_line(claim, verified.get(claim.pk)) for claim in rows]


def _line(claim: Claim, verified: Verification | None) -> Line:
    clue, worker = claim.clue, claim.worker.merged_into or claim.worker
    return Line(
        claim=claim.pk,
        clue=(clue.merged_into or clue).number,
        worker=worker.pk,
        name=worker.name,
        phone=claim.worker.phone_index,
        site=_site(clue),
        span=span_of(claim.owed_from or clue.owed_from, claim.owed_to or clue.owed_to),
        claimed_fen=claim.claimed_fen,
        verified_fen=verified.verified_fen if verified else None,
        basis=verified.basis if verified else "",
    )


def _site(clue: Clue) -> Site:
    project, employer = _kept(clue.project), _kept(clue.employer)
    name = (project and project.name) or clue.project_said or (employer and employer.name) or clue.employer_said
    return Site(project.pk if project else None, employer.pk if employer else None, name or "未说明的工地")


def _kept(party: P | None) -> P | None:
    """The record that stands for a party."""
    return (party.merged_into or party) if party else None


def _contacts(clue: Clue) -> list[Contact]:
    """Representatives and contacts of the employer, of records merged into it, and of other employers on the site."""
    project, employer = _kept(clue.project), _kept(clue.employer)
    firms = {one.pk: one for one in (employer, _kept(project.employer) if project else None) if one}
    if project:
        beside = Employer.objects.filter(
            pk__in=Clue.objects.filter(project=project, employer__isnull=False).values("employer")
        )
        firms |= {one.pk: one for one in beside}
    firms |= {one.pk: one for one in Employer.objects.filter(merged_into__in=list(firms))}
    found = []
    for firm in firms.values():
        phone = phone_index(firm.phone) if firm.phone else ""
        if firm.legal_representative or phone:
            found.append(Contact("法定代表人（负责人）", firm.name, firm.legal_representative, phone))
    if project and (project.wage_clerk or project.wage_clerk_phone):
        phone = phone_index(project.wage_clerk_phone) if project.wage_clerk_phone else ""
        found.append(Contact("劳资专管员", project.name, project.wage_clerk, phone))
    return found


def _books_seen(family: list[int]) -> bool:
    steps = CaseStep.objects.filter(case__clue__in=family, step="evidence", struck_by__isnull=True)
    return any(facts.get("kind") == _BOOKS for facts in steps.values_list("facts", flat=True))
