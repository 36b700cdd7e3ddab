"""Which employer, project or worker a person means: by number, by name, by another name, and what is merely alike.

A party merged into another is never the answer: the one that was kept stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import F

from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.parties.likeness import Likeness, firm_likeness, project_likeness
from nuanxin.foundation.parties.models import Employer, EmployerAlias, Project, Worker, id_index, phone_index
from nuanxin.foundation.parties.names import firm_core, project_core
from nuanxin.foundation.parties.places import place_names
from nuanxin.foundation.parties.site_codes import tidy_site_code

P = TypeVar("P", Employer, Project)
_MOST_COMPARED = 5_000  # names of one city, the newest first
_SHOWN = 5


@dataclass(frozen=True)
class Link(Generic[P]):
    """`party` is certain (number, or the exact name in the place); `alike` are offered for a person to choose."""

    party: P | None = None
    how: str = ""
    alike: tuple[P, ...] = ()


def find_employer(name: str, credit_code: str = "", region: str = "", *, near: bool = True) -> Link[Employer]:
    """By credit code; by the exact name or an alias in the county; else employers of the city with a name alike.

    near False: without comparing names, for a caller that knows by itself among whom to look.
    """
    known = Employer.objects.select_related("merged_into")
    if credit_code and (found := known.filter(credit_code=credit_code).first()):
        return Link(found.merged_into or found, "统一社会信用代码相同")
    key = name_key(name)
    if not key:
        return Link()
    there = known.filter(region__code__startswith=region[:6]) if region else known
    same = _kept(there.filter(name_key=key).order_by(F("credit_code").desc(nulls_last=True), "pk")[:_SHOWN])
    if len(same) == 1 or (same and region):
        return Link(same[0], "名称相同", tuple(same[1:]))
    aliases = EmployerAlias.objects.select_related("party__merged_into").filter(name_key=key, withdrawn_on=None)
    if region:
        aliases = aliases.filter(party__region__code__startswith=region[:6])
    also = _kept(alias.party for alias in aliases.order_by("pk")[:_SHOWN])
    if len(also) == 1 and not same:
        return Link(also[0], "别名相同")
    if not near:
        return Link(alike=tuple(_kept([*same, *also])[:_SHOWN]))
    around = known.filter(region__code__startswith=region[:4]) if region else known
    close = _alike(around.order_by("-pk"), name, firm_core(name, place_names()), firm_likeness)
    return Link(alike=tuple(_kept([*same, *also, *close])[:_SHOWN]))


def find_project(name: str, region: str = "", employer: Employer | None = None, site_code: str = "") -> Link[Project]:
    """By the code on the site's board; by the exact name in the county (and employer); else sites with a name alike."""
    known = Project.objects.select_related("merged_into", "employer")
    if site_code and (found := known.filter(site_code=tidy_site_code(site_code)).first()):
        return Link(found.merged_into or found, "维权码相同")
    key = name_key(name)
    if not key:
        return Link()
    there = known.filter(region__code__startswith=region[:6]) if region else known
    same = [
        project
        for project in _kept(there.filter(name_key=key).order_by("pk")[: _SHOWN * 4])
        if employer is None or project.employer_id in (None, employer.pk)
    ]
    if len(same) == 1 or (same and region):
        return Link(same[0], "名称相同", tuple(same[1:]))
    called = there.filter(aliases__name_key=key, aliases__withdrawn_on=None).order_by("pk").distinct()
    also = [one for one in _kept(called[:_SHOWN]) if employer is None or one.employer_id in (None, employer.pk)]
    if len(also) == 1 and not same:
        return Link(also[0], "别名相同")
    near = known.filter(region__code__startswith=region[:4]) if region else known
    close = _alike(near.order_by("-pk"), name, project_core(name, place_names()), project_likeness)
    return Link(alike=tuple(_kept([*same, *also, *close])[:_SHOWN]))


def find_worker(id_number: str = "", phone: str = "", name: str = "") -> Worker | None:
    """By identity number; without one by telephone and name together (telephones are shared and handed on)."""
    known = Worker.objects.select_related("merged_into")
    found = None
    if id_number:
        found = known.filter(id_index=id_index(id_number)).first()
    elif phone and name:
        key = name_key(name)
        same = known.filter(phone_index=phone_index(phone)).order_by("pk")
        found = next((worker for worker in same if name_key(worker.name) == key), None)
        found = found or same.filter(aliases__name_key=key, aliases__withdrawn_on=None).first()
    return (found.merged_into or found) if found else None


def _kept(parties: Iterable[P]) -> list[P]:
    """Those that were kept, each once, in the same order."""
    found: dict[int, P] = {}
    for party in parties:
        kept = party.merged_into or party
        found.setdefault(kept.pk, kept)
    return list(found.values())


def _alike(parties: Iterable[P], name: str, core: str, likeness: Callable[..., Likeness]) -> list[P]:
    """Names alike, the most alike first."""
    if not core:
        return []
    places = place_names()
    rows = list(parties[:_MOST_COMPARED])  # type: ignore[index]
    scored = [(likeness(name, party.name, places), party) for party in rows]
    close = [(found, party) for found, party in scored if found >= Likeness.ALIKE]
    return [party for _, party in sorted(close, key=lambda pair: (-pair[0], pair[1].pk))]
