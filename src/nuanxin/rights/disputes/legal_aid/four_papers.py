"""The worker's four papers: filled from the clue, completed in one interview, drawn as often as they are needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common.errors import BadInput, NotAllowed
from nuanxin.foundation.documents.wording.composing import Sheet, compose
from nuanxin.foundation.documents.wording.figures import figures_on
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.deadlines import due
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps.rights import may_act
from nuanxin.rights.disputes.legal_aid.interview import Bodies, Written, answer_faults, questions, write_papers
from nuanxin.rights.disputes.legal_aid.models import PaperInterview
from nuanxin.rights.disputes.legal_aid.procedure import KEY
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import file_facts, holder_facts

LIMITATION = "arb.limitation_wage"


def known_answers(clue: Clue, claim: Claim | None, *, whole: bool) -> dict[str, Any]:
    """What the clue knows already, so that nothing is told twice. whole: identity and telephone too, for whoever may see them."""
    employer = clue.employer
    known: dict[str, Any] = {
        "employer": employer.name if employer else clue.employer_said,
        "employer_person": employer.legal_representative if employer else "",
        "employer_address": employer.address if employer else "",
        "place": " ".join(filter(None, (clue.region.name, clue.project_said, clue.place))),
        "owed_from": (claim.owed_from if claim else "") or clue.owed_from,
        "owed_to": (claim.owed_to if claim else "") or clue.owed_to,
        "amount": claim.claimed_fen if claim else clue.amount_fen,
        "work": claim.work if claim else "",
        "evidence": [one.name for one in clue.evidence.filter(from_worker=True).order_by("pk")],
        "before": "none",
    }
    if claim and whole:
        known |= {"name": claim.worker.name, "id_number": claim.worker.id_number, "phone": claim.worker.phone}
    return {key: value for key, value in known.items() if value not in ("", None, [])}


def last_answers(clue: Clue, claim: Claim | None) -> dict[str, Any] | None:
    """The last interview about this worker's wages; None where there was none."""
    row = PaperInterview.objects.filter(clue=clue, claim=claim).order_by("-pk").first()
    return _read(row.answers) if row else None


def may_write_for(staff: Staff, clue: Clue) -> bool:
    """The aid centre's people who have the clue, and whoever holds it."""
    facts = file_facts(clue)
    at_desk = staff.unit_id in facts.helper_unit_ids | {clue.unit_id} and may(
        staff, Permission.FILE_HANDLE, FileFacts(clue.region_id, staff.unit_id, staff.pk)
    )
    return at_desk or may(staff, Permission.CLUE_HANDLE, holder_facts(clue))


def sees_identity(staff: Staff, clue: Clue) -> bool:
    """Whether the whole identity may stand in the interview: for who may unmask it on the clue or carries the aid file."""
    if may(staff, Permission.IDENTITY_UNMASK, holder_facts(clue)):
        return True
    files = Case.objects.filter(clue=clue, procedure=KEY, closed_on__isnull=True).select_related("clue", "unit")
    return any(may_act(staff, Permission.IDENTITY_UNMASK, one) for one in files)


@transaction.atomic
def keep_interview(
    *, clue: Clue, claim: Claim | None, answers: Mapping[str, Any], by: Staff | None, on: date
) -> PaperInterview:
    """Keep the answers sealed. `by` None: the worker himself, at the phone page. BadInput names what is missing."""
    if by is not None and not may_write_for(by, clue):
        raise NotAllowed(
            "您不能为这条线索代写文书",
            why="由法律援助机构的经办人或者线索的承办人办理",
            remedy="请请法律援助机构协办",
        )
    if faults := answer_faults(answers, on):
        raise BadInput(faults)
    known = {one.key for one in questions()}
    kept = {key: value for key, value in answers.items() if key in known}
    row = PaperInterview.objects.create(clue=clue, claim=claim, answers=_written(kept), taken_on=on, by=by)
    titles = "、".join(f"《{one.title}》" for one in papers_from(kept, clue, on) if one.usable)
    text = f"代书访谈：可以使用{titles}" if titles else "代书访谈：四份文书都还缺条件"
    details = {"interview": row.pk, "claim": claim.pk if claim else None}
    write_down("paper_interview", clue=clue, by=by, on=on, text=text, details=details)
    return row


def papers_from(answers: Mapping[str, Any], clue: Clue, on: date) -> tuple[Written, ...]:
    """The four papers of these answers, as the law stands on that day."""
    left, until = answers.get("left_on"), None
    if isinstance(left, date):
        law, calendar = Law.load(), calendar_of(clue.region_id)
        until = due(LIMITATION, start=left, place=clue.region_id, law=law, calendar=calendar).last_day
    return write_papers(answers, bodies_of(clue.region), on, limitation_until=until)


def sheet_of_paper(written: Written, clue: Clue, on: date) -> Sheet:
    """The finished wording. It is the worker's own paper: no office stands above it, and it has no number."""
    return compose(
        whole=template(written.kind),
        fields=written.fields,
        agency="",
        number="",
        day=on,
        figures=figures_on(on, clue.region_id),
    )


def bodies_of(region: Region) -> Bodies:
    """Whom to address, as entered in the system; where a body was never entered, by the name that the place gives it."""
    county = region
    while county.level == "town" and county.parent:
        county = county.parent

    def named(kind: UnitKind, usual: str) -> str:
        unit = Unit.objects.filter(kind=kind, region=county, valid_to__isnull=True).order_by("pk").first()
        return unit.name if unit else f"{county.name}{usual}"

    return Bodies(
        inspection=named(UnitKind.HRSS, "人力资源和社会保障局"),
        commission=named(UnitKind.ARBITRATION, "劳动人事争议仲裁委员会"),
        court=named(UnitKind.COURT, "人民法院"),
        procuratorate=named(UnitKind.PROCURATORATE, "人民检察院"),
    )


def _written(answers: Mapping[str, Any]) -> str:
    return json.dumps(
        {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.items()},
        ensure_ascii=False,
    )


def _read(text: str) -> dict[str, Any]:
    days = {one.key for one in questions() if one.kind == "day"}
    read: dict[str, Any] = json.loads(text)
    return {key: date.fromisoformat(value) if key in days and value else value for key, value in read.items()}
