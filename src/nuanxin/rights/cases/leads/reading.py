"""Reading the signals of a clue or of a worker: for the officer in charge and the head of his unit, and each look is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import may
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.cases.leads.declared import leads_in
from nuanxin.rights.cases.leads.facts import Lead
from nuanxin.rights.cases.leads.gathering import facts_for
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import holder_facts, must_hold

ONLY_TO_CHECK = "线索，仅供核查：不能据此不予受理、不予立案或者减少核实金额"
MOST_CLUES = 10


def may_read_leads(staff: Staff, clue: Clue) -> bool:
    """Whether the signals of this clue stand open for the viewer."""
    return may(staff, Permission.LEAD_VIEW, holder_facts(clue))


@transaction.atomic
def read_leads(*, clue: Clue, by: Staff) -> tuple[Lead, ...]:
    """The signals of a clue. They speak of persons, so a look at them is on record. NotAllowed for anybody else."""
    must_hold(by, Permission.LEAD_VIEW, clue, doing="查看核查线索")
    leads = leads_in(facts_for(clue))
    if leads:
        record("read_leads", about=clue, by=by, details={"signals": [lead.key for lead in leads]})
    return leads


@transaction.atomic
def leads_of_worker(*, worker: Worker, clues: Iterable[Clue], by: Staff) -> list[tuple[Clue, tuple[Lead, ...]]]:
    """What the signals say of one person on those of the clues that stand open for the viewer; ten clues at most."""
    kept = (worker.merged_into or worker).pk
    found = []
    for clue in [one for one in clues if may_read_leads(by, one)][:MOST_CLUES]:
        facts = facts_for(clue)
        leads = leads_in(replace(facts, own=tuple(line for line in facts.own if line.worker == kept), tellers=()))
        if leads:
            found.append((clue, leads))
    if found:
        details = {"clues": [clue.number for clue, _ in found]}
        record("read_leads", about=worker, by=by, details=details)
    return found
