"""What the file knows of a step's paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuanxin.foundation.documents.wording.templates import template
from nuanxin.rights.cases.ledger import standing
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.procedures.prefilling import FileOnPaper, WorkerOnPaper, prefill
from nuanxin.rights.cases.steps.reading import standing_rows, steps_taken


def paper_prefill(case: Case, declared: Step, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the file already knows of the step's paper; the officer completes the rest."""
    if not declared.paper:
        return {}
    known = {field.key for field in template(declared.paper).fields}
    found = prefill(declared.paper, _file_on_paper(case), steps_taken(case), facts)
    return {key: value for key, value in found.items() if key in known}


def _file_on_paper(case: Case) -> FileOnPaper:
    clue, employer = case.clue, case.clue.employer
    lines = standing(clue)
    second = case.second_officer
    rows = standing_rows(case)
    return FileOnPaper(
        case_number=case.number or "",
        clue_number=clue.number,
        source=clue.get_channel_display(),
        opened_on=case.opened_on,
        employer=employer.name if employer else clue.employer_said,
        credit_code=(employer.credit_code or "") if employer else "",
        address=employer.address if employer else "",
        legal_representative=employer.legal_representative if employer else "",
        project=clue.project_said,
        officers=tuple(one.name for one in (case.officer, second) if one),
        contact_name=case.officer.name,
        contact_phone=case.officer.phone or case.unit.phone,
        contact_address=case.unit.address,
        reconsideration_organ=f"{case.unit.region.full_name}人民政府",
        workers=tuple(WorkerOnPaper(line.name, line.owed_period, line.verified_fen, line.paid_fen) for line in lines),
        papers={row.step: str(row.paper) for row in rows if row.paper},
        taken_by={row.step: (row.by.name, row.done_on) for row in rows},
    )
