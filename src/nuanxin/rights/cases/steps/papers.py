"""What the file knows of a step's paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.timezone import localtime

from nuanxin.foundation.documents.wording.templates import template
from nuanxin.rights.cases.filing import facts_of, filing_test
from nuanxin.rights.cases.ledger import standing
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.money import Agreement
from nuanxin.rights.cases.procedures.choosing import Taken
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.procedures.labour_inspection import INVESTIGATION
from nuanxin.rights.cases.procedures.on_paper import AgreementOnPaper, EvidenceOnPaper, FileOnPaper, WorkerOnPaper
from nuanxin.rights.cases.procedures.prefilling import prefill
from nuanxin.rights.cases.steps.reading import law_at, standing_rows, steps_taken
from nuanxin.rights.intake.acceptance.notices import matter_of
from nuanxin.rights.intake.files.evidence import Evidence


def paper_prefill(case: Case, declared: Step, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the file already knows of the step's paper; the officer completes the rest."""
    return prefill_of(case, declared.paper, facts) if declared.paper else {}


def prefill_of(case: Case, kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of that kind of paper as far as the file knows them."""
    known = {field.key for field in template(kind).fields}
    found = prefill(kind, _file_on_paper(case), steps_taken(case), facts)
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
        notes={row.step: row.note for row in rows if row.note},
        received_on=clue.received_on,
        matter=matter_of(clue),
        approved_by=case.approved_by.name if case.approved_by else "",
        filing_tests=_filing_tests(case),
        evidence=(*_taken_evidence(rows), *_files(case)),
        agreement=_agreement(case),
        every=_every(steps_taken(case)),
    )


def _every(taken: Sequence[Taken]) -> dict[str, tuple[Mapping[str, Any], ...]]:
    return {step: tuple(one.facts for one in taken if one.step == step) for step in {one.step for one in taken}}


def _filing_tests(case: Case) -> tuple[str, ...]:
    clue = case.clue
    tested = filing_test(facts_of(clue, case.unit), law=law_at(clue).law)
    return tuple(f"{one.name}：{one.why}" for one in tested.tests)


def _taken_evidence(rows: Sequence[CaseStep]) -> list[EvidenceOnPaper]:
    """What the steps of evidence taking brought, oldest first."""
    kinds = dict(next(fact.options for step in INVESTIGATION for fact in step.facts if fact.key == "kind"))
    return [
        EvidenceOnPaper(
            str(row.facts.get("summary", "")),
            kinds.get(str(row.facts.get("kind", "")), "其他"),
            row.done_on,
            str(row.facts.get("recording", "")),
        )
        for row in rows
        if row.step == "evidence"
    ]


def _files(case: Case) -> list[EvidenceOnPaper]:
    """The files that came with the clue; the digest in groups, so that it can be read out and broken over lines."""
    found = []
    for one in Evidence.objects.filter(clue=case.clue).order_by("pk"):
        digest = " ".join(one.digest[at : at + 8] for at in range(0, len(one.digest), 8))
        how = "劳动者提供" if one.from_worker else "承办人上传"
        found.append(EvidenceOnPaper(one.name, how, localtime(one.uploaded_at).date(), digest))
    return found


def _agreement(case: Case) -> AgreementOnPaper | None:
    signed = Agreement.objects.filter(case=case).order_by("-pk").first()
    if signed is None:
        return None
    parts = tuple(signed.instalments.order_by("due_on", "pk").values_list("due_on", "amount_fen"))
    return AgreementOnPaper(signed.signed_on, signed.text, parts)
