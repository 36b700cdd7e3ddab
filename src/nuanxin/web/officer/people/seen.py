"""Which employers, projects and workers a person may open, what belongs to each, and how each was merged."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.masking import mask_name
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.merging import Party, kind_of, merges_of, party_at
from nuanxin.foundation.parties.models import Employer, PartyMerge, Project, Worker
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.people.lists import in_places


@dataclass(frozen=True)
class MergeLine:
    """One merge of a party as its page shows it: the other record, and whether this one was the kept."""

    merge: PartyMerge
    other: Party | None
    kept_here: bool

    @property
    def name(self) -> str:
        """The other record's name; a person's is masked."""
        if self.other is None:
            return ""
        return mask_name(self.other.name) if isinstance(self.other, Worker) else self.other.name

    @property
    def url(self) -> str:
        return party_url(self.other) if self.other else ""


def of_employer(number: int) -> Q:
    """Clues of an employer and of what was merged into it."""
    return Q(employer=number) | Q(employer__merged_into=number)


def of_project(number: int) -> Q:
    """Clues of a project and of what was merged into it."""
    return Q(project=number) | Q(project__merged_into=number)


def of_worker(number: int) -> Q:
    """Clues on which a worker, or who was merged into him, claims wages."""
    claims = Claim.objects.filter(Q(worker=number) | Q(worker__merged_into=number))
    return Q(pk__in=claims.values("clue"))


def seen_employer(staff: Staff, number: int) -> Employer:
    """The employer lies in one's places, in none, or is party to a clue one may see."""
    found = Employer.objects.select_related("region", "merged_into").filter(pk=number).first()
    near = found is not None and (
        found.region_id is None or Employer.objects.filter(in_places(staff), pk=number).exists()
    )
    if found is None or not (near or clues_for(staff).filter(of_employer(number)).exists()):
        raise NotFound("没有找到这个用人单位", remedy="请从列表或线索页面打开")
    return found


def seen_project(staff: Staff, number: int) -> Project:
    """The project lies in one's places, or a clue about it is seen."""
    found = Project.objects.select_related("region", "employer", "merged_into").filter(pk=number).first()
    near = found is not None and Project.objects.filter(in_places(staff), pk=number).exists()
    if found is None or not (near or clues_for(staff).filter(of_project(number)).exists()):
        raise NotFound("没有找到这个项目", remedy="请从列表或线索页面打开")
    return found


def seen_worker(staff: Staff, number: int) -> Worker:
    """A clue on which the worker claims wages is seen; of a record merged away, those of the kept one count too."""
    found = Worker.objects.select_related("merged_into").filter(pk=number).first()
    keys = [number, found.merged_into_id] if found and found.merged_into_id else [number]
    if found is None or not any(clues_for(staff).filter(of_worker(key)).exists() for key in keys):
        raise NotFound("没有找到这名劳动者", remedy="请从线索的逐人台账打开")
    return found


def seen_party(staff: Staff, kind: str, number: int) -> Party:
    """The record of that kind, where the person may open its page."""
    if kind == "employer":
        return seen_employer(staff, number)
    if kind == "project":
        return seen_project(staff, number)
    if kind == "worker":
        return seen_worker(staff, number)
    raise NotFound("没有找到这类当事人", remedy="可选：用人单位、项目（标段）、劳动者")


def party_url(party: Party) -> str:
    """The party's own page."""
    return reverse(f"officer:{kind_of(party)}", args=[party.pk])


def merge_lines(party: Party) -> list[MergeLine]:
    """How the record was merged, undone merges included."""
    lines = []
    for merge in merges_of(party):
        kept_here = merge.kept_id == party.pk
        other = party_at(merge.kind, merge.merged_id if kept_here else merge.kept_id)
        lines.append(MergeLine(merge, other, kept_here))
    return lines
