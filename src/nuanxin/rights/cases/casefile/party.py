"""What the employer gets of a case and says to it: the papers that were served on it, and its answers. Nothing else of the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.parties.models import Employer, EmployerAlias
from nuanxin.foundation.rows.appending import append
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps.reading import declared_step, read_facts
from nuanxin.rights.intake.models import ClueEvent
from nuanxin.rights.intake.thread import locked, tell_staff

ANSWERED = "answer_paper"
ROLE = "用人单位"  # as procedures name the recipient of what is served on the employer
_ABOUT = Case._meta.label_lower


@dataclass(frozen=True)
class ServedPaper:
    """A paper that reached the employer. terms: (label, day) of every limit that it sets; closed: why no answer is due."""

    paper: Paper
    case: Case
    served_on: date
    terms: tuple[tuple[str, date], ...] = ()
    closed: str = ""

    @property
    def due_on(self) -> date | None:
        """The last of its limits; None where it sets none."""
        return max((day for _, day in self.terms), default=None)


def papers_served_on(firms: Collection[int], *, paper: int | None = None) -> list[ServedPaper]:
    """Papers of cases against these employers (by key) that reached them and name them, the latest first."""
    mine = Case.objects.filter(clue__employer__in=firms) | Case.objects.filter(clue__employer__merged_into__in=firms)
    cases = {
        one.pk: one
        for one in mine.select_related("clue__employer__merged_into", "clue__region", "officer__unit", "unit")
    }
    if not cases:
        return []
    reached = ServiceOfPaper.objects.filter(
        paper__about_kind=_ABOUT, paper__about_id__in=cases, recipient_role=ROLE, served_on__isnull=False, void=None
    )
    if paper is not None:
        reached = reached.filter(paper=paper)
    first: dict[int, ServiceOfPaper] = {}
    for one in reached.select_related("paper__unit").order_by("served_on", "pk"):
        first.setdefault(one.paper_id, one)
    shown = [_served(one, cases[one.paper.about_id]) for one in first.values() if _for_them(one.paper, cases)]
    return sorted(shown, key=lambda one: (one.served_on, one.paper.pk), reverse=True)


def _for_them(paper: Paper, cases: dict[int, Case]) -> bool:
    """Whether the paper itself is addressed to the employer of its case: a file can get another employer later."""
    employer = cases[paper.about_id].clue.employer
    if employer is None or paper.wording is None or template(paper.kind).reader != "employer":
        return False
    said, records = paper.fields, [one for one in (employer, employer.merged_into) if one]
    for key in ("credit_code", "identity"):
        if isinstance(said.get(key), str) and said[key].strip():
            return said[key].strip() in {one.credit_code for one in records}
    names = [name_key(said[key]) for key in ("employer", "party") if isinstance(said.get(key), str)]
    return bool(_names(records).intersection(names))


def _names(records: list[Employer]) -> set[str]:
    others = EmployerAlias.objects.filter(party__in=records, withdrawn_on__isnull=True)
    return {*(one.name_key for one in records), *others.values_list("name_key", flat=True)}


def _served(service: ServiceOfPaper, case: Case) -> ServedPaper:
    paper, closed = service.paper, ""
    if paper.status == Paper.Status.VOIDED:
        closed = f"这份文书已于{chinese_day(paper.voided_on)}作废" if paper.voided_on else "这份文书已经作废"
    elif case.closed_on:
        closed = "这件案件已经办结"
    assert service.served_on is not None  # asked for above
    return ServedPaper(paper, case, service.served_on, tuple(_terms(paper, case)), closed)


def _terms(paper: Paper, case: Case) -> Iterable[tuple[str, date]]:
    """The days ahead that the step which issued the paper set to the party."""
    row: CaseStep | None = case.steps.filter(paper=paper, strikes__isnull=True).order_by("-pk").first()
    if row is None:
        return
    facts: dict[str, Any] = read_facts(case, row)
    for fact in declared_step(case, row.step).facts:
        if fact.kind == "day" and fact.may_be_later and fact.key in facts:
            yield fact.label, facts[fact.key]


@transaction.atomic
def answer_paper(*, served: ServedPaper, said_by: str, text: str, by: Outsider, on: date) -> ClueEvent:
    """The employer's answer as a line of the case's thread; whoever handles the case is told. Several stand side by side.

    The employer's door has seen to it that the paper is its own. Refusal where no answer is due any more.
    """
    doing = f"答复《{served.paper.title}》"
    if served.closed or not text.strip():
        raise Refusal(f"不能{doing}", why=served.closed or "没有写明答复内容", remedy="请写清楚，有疑问的联系承办人")
    if on < served.served_on:
        raise Refusal(f"不能{doing}", why=f"日期{on}早于送达日期{served.served_on}", remedy="请核对日期")
    case, clue = served.case, locked(served.case.clue)
    details = {"case": case.pk, "paper": served.paper.pk}
    event = append(
        ClueEvent(
            clue=clue, kind=ANSWERED, occurred_on=on, by=None, said_by=said_by[:60], paper_id=served.paper.pk,
            text=f"{served.paper}：{text.strip()}", details=details,
        )
    )  # fmt: skip
    record(ANSWERED, about=clue, by=by, details={"on": on, **details})
    values = {"day": chinese_day(on), "case": str(case), "paper": served.paper.title}
    tell_staff(case.officer, clue, "officer_party_answered", values)
    return event
