"""Everything on one employer in the order of days: orders, decisions, referrals, listings, publications, honours, grades, who was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case, OfficialAct
from nuanxin.rights.credit.grading.models import EmployerGrade, GradeFinding
from nuanxin.rights.credit.honours.models import Candidate
from nuanxin.rights.credit.listing.sharing import told_of
from nuanxin.rights.credit.models import Listing, ListingState
from nuanxin.rights.credit.publication.models import PublishedEmployer
from nuanxin.rights.disputes.notary.models import NotaryListEntry
from nuanxin.rights.intake.models import Clue


@dataclass(frozen=True)
class Line:
    """One line: the day, what kind of thing, in words, the file behind it, and whether it no longer holds."""

    on: date
    kind: str
    text: str
    clue: str = ""
    case: int = 0
    gone: bool = False


def employer_history(employer: Employer, clues: QuerySet[Clue]) -> list[Line]:
    """The newest first. clues: those of the employer that the viewer may see; internal lines are told of these only."""
    key = employer.merged_into_id or employer.pk
    mine = Q(employer=key) | Q(employer__merged_into=key)
    lines = [
        *_cases(clues),
        *_acts(clues),
        *_listings(mine, clues),
        *_published(mine),
        *_honours(mine),
        *_grades(mine),
        *_notary(clues),
    ]
    return sorted(lines, key=lambda line: line.on, reverse=True)


def _cases(clues: QuerySet[Clue]) -> list[Line]:
    rows = Case.objects.filter(clue__in=clues.values("pk")).select_related("clue")
    return [
        Line(row.opened_on, "立案、启动", f"{row}{'，' + row.closing if row.closing else ''}", row.clue.number, row.pk)
        for row in rows
    ]


def _acts(clues: QuerySet[Clue]) -> list[Line]:
    rows = OfficialAct.objects.filter(clue__in=clues.values("pk")).select_related("clue")
    return [
        Line(
            row.done_on,
            row.get_kind_display(),
            row.number or "（没有文号）",
            row.clue.number,
            int(row.notes.get("case") or 0),
            row.withdrawn_on is not None,
        )
        for row in rows.exclude(kind__in=("publication", "listing"))
    ]


def _listings(mine: Q, clues: QuerySet[Clue]) -> list[Line]:
    """What was decided and published is for everybody; proposals for those who see the clue."""
    rows = list(Listing.objects.filter(mine).select_related("case__clue"))
    seen = set(clues.values_list("pk", flat=True))
    lines: list[Line] = []
    for row in rows:
        number, file = (row.case.clue.number, row.case_id) if row.case.clue_id in seen else ("", 0)
        if row.decided_on:
            until = f"，至{row.until}" if row.until else ""
            lines.append(
                Line(row.decided_on, "列入失信名单", f"{row.number}{until}", number, file, bool(row.annulled_on))
            )
        elif file:
            lines.append(Line(row.proposed_on, row.get_state_display(), "失信名单", number, file))
        if row.removed_on and row.state == ListingState.REMOVED:
            lines.append(Line(row.removed_on, "移出失信名单", row.number, number, file))
    shown = [row for row in rows if row.case.clue_id in seen]
    for told in told_of(shown):
        word = "移出" if told.removal else "列入"
        lines.append(Line(told.told_on, f"告知{word}", f"{told.consumer.name}：{told.how}", case=told.listing.case_id))
    return lines


def _published(mine: Q) -> list[Line]:
    rows = PublishedEmployer.objects.filter(mine, replaced_by=None, batch__published_on__isnull=False)
    return [
        Line(
            row.batch.published_on,
            "社会公布",
            f"{row.batch.label}：{row.get_kind_display()}",
            gone=bool(row.withdrawn_on),
        )
        for row in rows.select_related("batch")
        if row.batch.published_on
    ]


def _honours(mine: Q) -> list[Line]:
    lines = []
    for row in Candidate.objects.filter(mine, awarded_on__isnull=False).select_related("selection"):
        if row.awarded_on:
            lines.append(Line(row.awarded_on, "授予称号", row.selection.label, gone=bool(row.fell_on)))
        if row.fell_on:
            lines.append(Line(row.fell_on, "称号撤销", f"{row.selection.label}：{row.fell_why}"))
    return lines


def _notary(clues: QuerySet[Clue]) -> list[Line]:
    """The notary's own list of those who broke an enforceable deed: read here, kept there."""
    rows = NotaryListEntry.objects.filter(case__clue__in=clues.values("pk")).select_related("case__clue")
    return [
        Line(row.entered_on, "公证机构失信名单", row.basis, row.case.clue.number, row.case_id, bool(row.removed_on))
        for row in rows
    ]


def _grades(mine: Q) -> list[Line]:
    grades = EmployerGrade.objects.filter(mine)
    lines = [
        Line(row.graded_on, f"诚信等级{row.get_grade_display()}", f"{row.year}年：{'；'.join(row.reasons)}")
        for row in grades
    ]
    for row in GradeFinding.objects.filter(mine):
        lines.append(
            Line(row.happened_on, "诚信等级情形", f"{row.get_kind_display()}：{row.what}", gone=bool(row.withdrawn_on))
        )
    return lines
