"""Fetching the facts of clues: one statement for any number of clues, people unsealed only here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from nuanxin.foundation.parties.models import Employer, Project, Worker
from nuanxin.foundation.parties.names import single_names
from nuanxin.foundation.vault.fields import unseal
from nuanxin.rights.intake.duplicates.facts import ClueFacts, PersonFacts
from nuanxin.rights.intake.models import Claim, Clue, Reporter

_AT_ONCE = 5_000
_CLUE_COLUMNS = 15
_PREPARE_FROM = 5  # Django switches preparing off; its own cursors never prepare, so this concerns only ours


def facts_of(clue_ids: Sequence[int]) -> list[ClueFacts]:
    """The facts of clues, in the order asked; clues that do not exist are left out."""
    found: dict[int, ClueFacts] = {}
    for start in range(0, len(clue_ids), _AT_ONCE):
        part = clue_ids[start : start + _AT_ONCE]
        if connection.vendor == "postgresql":
            found.update(facts_among("= ANY(%s)", [list(part), list(part)]))
        else:
            found.update(facts_among("IN (SELECT value FROM json_each(%s))", [str(list(part)), str(list(part))]))
    return [found[clue_id] for clue_id in clue_ids if clue_id in found]


def facts_at_hand(clue: Clue, reporters: Iterable[Reporter], workers: Iterable[Worker]) -> ClueFacts:
    """What `facts_of` would read of a clue whose rows were just written: nothing is asked, nothing unsealed."""
    people = [person for r in reporters for person in people_named(r.name, r.id_number, r.phone)]
    people += [person for w in workers for person in people_named(w.name, w.id_number, w.phone)]
    employer, project = clue.employer, clue.project
    return ClueFacts(
        clue_id=clue.pk,
        number=clue.number,
        people=tuple(dict.fromkeys(people)),
        firms=_names(clue.employer_said, employer.name if employer else None),
        credit_code=(employer.credit_code if employer else "") or "",
        projects=_names(clue.project_said, project.name if project else None),
        region=clue.region_id,
        place=clue.place,
        owed_from=clue.owed_from,
        owed_to=clue.owed_to,
        persons=clue.persons,
        amount_fen=clue.amount_fen,
        received_on=clue.received_on,
        merged_into=clue.merged_into_id,
    )


def facts_among(condition: str, given: Sequence[Any], *, before: str = "") -> dict[int, ClueFacts]:
    """The facts of the clues whose id meets a condition (it stands twice in the statement).

    `before` may name a query for the condition; such a statement is asked again and again and is kept prepared.
    """
    clues: dict[int, Any] = {}
    people: dict[int, list[PersonFacts]] = defaultdict(list)
    for row in _rows(before + _statement(condition), given, often=bool(before)):
        if row[1] is not None:
            clues[row[0]] = row[:_CLUE_COLUMNS]
        people[row[0]] += (p for p in _people(*row[_CLUE_COLUMNS:]) if p not in people[row[0]])
    return {clue_id: _facts(row, people[clue_id]) for clue_id, row in clues.items()}


def _rows(statement: str, given: Sequence[Any], *, often: bool) -> list[Any]:
    if often and connection.vendor == "postgresql":
        import psycopg  # there where the database is; nobody else waits for it

        # Planning takes longer than the look-up itself; Django's cursor binds on the client and cannot prepare.
        connection.ensure_connection()
        server = connection.connection
        with psycopg.Cursor(server) as prepared:
            if server.prepare_threshold is None:
                server.prepare_threshold = _PREPARE_FROM
                prepared.execute("SET plan_cache_mode = force_generic_plan")
            return prepared.execute(statement, given, prepare=True).fetchall()
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


@cache
def _statement(among: str) -> str:
    """A clue with each of its reporters, then each worker who stated a claim of his own (clue columns null)."""
    tables = {
        model.__name__.lower(): model._meta.db_table for model in (Clue, Reporter, Claim, Worker, Employer, Project)
    }
    statement = """
        SELECT c.id, c.number, c.employer_said, e.name, e.credit_code, c.project_said, p.name, c.region_id, c.place,
               c.owed_from, c.owed_to, c.persons, c.amount_fen, c.received_on, c.merged_into_id,
               r.name, r.id_number, r.phone, 'reporter'
          FROM {clue} c LEFT JOIN {employer} e ON e.id = c.employer_id LEFT JOIN {project} p ON p.id = c.project_id
               LEFT JOIN {reporter} r ON r.clue_id = c.id
         WHERE c.id {among}
         UNION ALL
        SELECT k.clue_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
               w.name, w.id_number, w.phone, ''
          FROM {claim} k JOIN {worker} w ON w.id = k.worker_id
         WHERE k.clue_id {among}"""
    return statement.format(**tables, among=among)


def _people(name: str | None, id_number: str | None, phone: str | None, sealed_for: str) -> list[PersonFacts]:
    if name is None:
        return []
    if sealed_for:
        name = unseal(name, sealed_for)
    purpose = sealed_for or "worker"
    return people_named(name, unseal(id_number or "", purpose), unseal(phone or "", purpose))


def people_named(name: str, id_number: str = "", phone: str = "") -> list[PersonFacts]:
    """The persons of one line: number and telephone belong to the first of the names given."""
    first, *others = single_names(name) or ("",)
    if not (first or id_number or phone):
        return []
    return [PersonFacts(first, id_number, phone), *(PersonFacts(other) for other in others)]


def _facts(row: Sequence[Any], people: Sequence[PersonFacts]) -> ClueFacts:
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
        received_on=date.fromisoformat(received) if isinstance(received, str) else received,
        merged_into=kept,
    )


def _names(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
