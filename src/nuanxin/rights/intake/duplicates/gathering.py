"""Fetching the facts of clues: four queries for any number of clues, people unsealed only here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from nuanxin.rights.intake.duplicates.facts import ClueFacts, PersonFacts
from nuanxin.rights.intake.duplicates.names import single_names
from nuanxin.rights.intake.models import Claim, Clue, Reporter

_AT_ONCE = 5_000  # as many numbers as fit into one condition of either database


def facts_of(clue_ids: Sequence[int]) -> list[ClueFacts]:
    """The facts of clues, in the order asked; clues that do not exist are left out."""
    found: dict[int, ClueFacts] = {}
    for start in range(0, len(clue_ids), _AT_ONCE):
        part = clue_ids[start : start + _AT_ONCE]
        people = _people_of(part)
        for row in Clue.objects.filter(pk__in=part).values_list(*_COLUMNS):
            found[row[0]] = _facts(row, people.get(row[0], ()))
    return [found[clue_id] for clue_id in clue_ids if clue_id in found]


_COLUMNS = (
    "pk",
    "number",
    "employer_said",
    "employer__name",
    "employer__credit_code",
    "project_said",
    "project__name",
    "region_id",
    "place",
    "owed_from",
    "owed_to",
    "persons",
    "amount_fen",
    "received_on",
    "merged_into_id",
)


def _facts(row: Sequence, people: Iterable[PersonFacts]) -> ClueFacts:
    pk, number, firm, employer, code, site, project, region, place, first, last, persons, amount, received, kept = row
    return ClueFacts(
        clue_id=pk,
        number=number,
        people=tuple(people),
        firms=_names(firm, employer),
        credit_code=code or "",
        projects=_names(site, project),
        region=region,
        place=place,
        owed_from=first,
        owed_to=last,
        persons=persons,
        amount_fen=amount,
        received_on=received,
        merged_into=kept,
    )


def _names(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _people_of(clue_ids: Sequence[int]) -> dict[int, list[PersonFacts]]:
    """Reporters, and the workers who stated a claim of their own."""
    people: dict[int, list[PersonFacts]] = defaultdict(list)
    reporters = Reporter.objects.filter(clue__in=clue_ids).values_list("clue_id", "name", "id_number", "phone")
    for clue_id, name, number, phone in reporters:
        people[clue_id] += people_named(name or "", number or "", phone or "")
    workers = Claim.objects.filter(clue__in=clue_ids).values_list(
        "clue_id", "worker__name", "worker__id_number", "worker__phone"
    )
    for clue_id, name, number, phone in workers:
        person = PersonFacts(name, number or "", phone or "")
        if person not in people[clue_id]:
            people[clue_id].append(person)
    return people


def people_named(name: str, id_number: str = "", phone: str = "") -> list[PersonFacts]:
    """The persons of one line: number and telephone belong to the first of the names given."""
    first, *others = single_names(name) or ("",)
    if not (first or id_number or phone):
        return []
    return [PersonFacts(first, id_number, phone), *(PersonFacts(other) for other in others)]
