"""Whose file a message belongs to, and who may see and print it: by the right over what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from nuanxin.command.reporting.models import Report
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.arbitration.models import Hearing
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import file_facts, may_see
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker

Abouts = list[tuple[str, int]]


@dataclass(frozen=True)
class File:
    """What a message is about: its name and page, what rights over it depend on, and which rights these are."""

    title: str
    url: str
    facts: FileFacts
    sees: P
    prints: P
    clue: Clue | None = None


def file_of(message: Message) -> File | None:
    """The file of a message; None where a message is its receiver's business alone."""
    found = _FILES.get(message.about_kind)
    return found(message.about_id) if found else None


def may_see_message(staff: Staff, message: Message, file: File | None) -> bool:
    """Its receiver, and who may see the file."""
    if message.staff_id == staff.pk:
        return True
    if file is None:
        return False
    return may_see(staff, file.clue) if file.clue else may(staff, file.sees, file.facts)


def may_print(staff: Staff, message: Message, file: File | None) -> bool:
    """Its receiver, and who handles the file: the paper shows name and number in the clear."""
    return message.staff_id == staff.pk or (file is not None and may(staff, file.prints, file.facts))


def abouts_of(clue: Clue, cases: list[Case]) -> Abouts:
    """Under which kinds and numbers messages of a clue and its cases stand."""
    numbers = [case.pk for case in cases]
    hearings = Hearing.objects.filter(case__in=numbers).values_list("pk", flat=True) if numbers else ()
    return [
        ("intake.clue", clue.pk),
        *(("cases.case", number) for number in numbers),
        *((Hearing._meta.label_lower, number) for number in hearings),
    ]


def _of_clue(clue: Clue | None) -> File | None:
    if clue is None:
        return None
    url = reverse("officer:clue", args=[clue.number])
    return File(clue.number, url, file_facts(clue), P.CLUE_VIEW, P.CLUE_HANDLE, clue)


def _clue(number: int) -> File | None:
    return _of_clue(Clue.objects.filter(pk=number).first())


def _case(number: int) -> File | None:
    found = Case.objects.filter(pk=number).select_related("clue").first()
    return _of_clue(found.clue) if found else None


def _hearing(number: int) -> File | None:
    found = Hearing.objects.filter(pk=number).select_related("case__clue").first()
    return _of_clue(found.case.clue) if found else None


def _asked(number: int) -> File | None:
    found = AskedWorker.objects.filter(pk=number).select_related("project", "round").first()
    if found is None:
        return None
    url = reverse("officer:ask_round", args=[found.round_id])
    return File(f"工资抽查 {found.project.name}", url, FileFacts(found.project.region_id), P.WATCH_VIEW, P.WATCH_HANDLE)


def _report(number: int) -> File | None:
    found = Report.objects.filter(pk=number).select_related("round").first()
    if found is None:
        return None
    facts = FileFacts(found.region_id, found.unit_id)
    return File(found.round.title, reverse("officer:report", args=[number]), facts, P.REPORT_VIEW, P.REPORT_ACCEPT)


def _unit(number: int) -> File | None:
    found = Unit.objects.filter(pk=number).first()
    if found is None:
        return None
    return File(found.short_name, "", FileFacts(found.region_id, found.pk), P.CAMPAIGN_VIEW, P.CLUE_SUPERVISE)


_FILES: dict[str, Callable[[int], File | None]] = {
    "intake.clue": _clue,
    "cases.case": _case,
    Hearing._meta.label_lower: _hearing,
    AskedWorker._meta.label_lower: _asked,
    Report._meta.label_lower: _report,
    "organisations.unit": _unit,
}
