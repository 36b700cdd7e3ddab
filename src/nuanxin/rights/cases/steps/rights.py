"""Whose right a file is: labour inspection follows the clue, a desk's own file follows the unit that keeps it."""

from __future__ import annotations

from django.db.models import QuerySet

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.declared import Opening
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.intake.transfer.helping import has_people
from nuanxin.rights.intake.visibility import clues_for, file_facts, holder_facts


def has_own_desk(case: Case) -> bool:
    """Whether the case's procedure belongs to a body's own desk."""
    return procedure(case.procedure, case.procedure_version).opening is not None


def desk_of(case: Case) -> Opening:
    """Who heads and who works the desk of the case; a case without a desk of its own has the plain one's."""
    return procedure(case.procedure, case.procedure_version).opening or Opening(())


def case_facts(case: Case) -> FileFacts:
    """What a right over the case depends on."""
    if not has_own_desk(case):
        return file_facts(case.clue)
    return FileFacts(region=case.clue.region_id, unit_id=case.unit_id, owner_id=case.officer_id)


def may_act(staff: Staff, permission: Permission, case: Case) -> bool:
    """Whether the person may do this in the case.

    Where the body has nobody here, whoever holds the clue enters what it did (代录); its decisions stay its own by their facts.
    """
    return may(staff, permission, case_facts(case)) or enters_for(staff, case)


def must_act(staff: Staff, permission: Permission, case: Case, *, doing: str) -> None:
    """Refuse in plain words what `may_act` does not allow."""
    if not may_act(staff, permission, case):
        must(staff, permission, case_facts(case), doing=doing)


def enters_for(staff: Staff, case: Case) -> bool:
    """Whether the person, as holder of the clue, writes down what a body does that has nobody here."""
    if not has_own_desk(case) or not may(staff, Permission.CLUE_HANDLE, holder_facts(case.clue)):
        return False
    return not has_people(case.unit)


def cases_for(staff: Staff) -> QuerySet[Case]:
    """The cases of the clues this person may see; the right to act is asked at each act."""
    return Case.objects.filter(clue__in=clues_for(staff).values("pk"))
