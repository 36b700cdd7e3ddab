"""What waits for a person at the desk: his own matters, his unit's, counted and listed. Queries only; rules live below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, posts_of
from nuanxin.rights.cases.models import Supervision
from nuanxin.rights.cases.money import Instalment
from nuanxin.rights.cases.supervision import NOTE_EVERY, NOTED
from nuanxin.rights.intake.answer.said import unanswered
from nuanxin.rights.intake.channels import OPEN_STATES, ClueState
from nuanxin.rights.intake.models import Clue, HelperTask, Transfer
from nuanxin.rights.intake.pairs import DuplicatePair
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.watch.monitoring.risk.declared import ASKED
from nuanxin.web.officer.leading import led_by_me
from nuanxin.web.officer.ordered import ordered_of
from nuanxin.web.officer.relief.firms.waiting import waiting_for_me
from nuanxin.web.officer.warnings.seeing import warnings_for

SHOWN = 8
TO_DO = (ClueState.RECEIVED, ClueState.TRANSFERRING)
DOING = (ClueState.SUPPLEMENT, ClueState.ACCEPTED, ClueState.HANDLING, ClueState.SETTLED)
DONE = (ClueState.CLOSED, ClueState.REFUSED)


@dataclass(frozen=True)
class Tally:
    """One counter of the desk with the list behind it."""

    label: str
    count: int
    url: str
    alarm: bool = False


def own_units(staff: Staff) -> list[int]:
    """The units in which the person holds a post today."""
    return sorted({post.unit_id for post in posts_of(staff)})


def scope(staff: Staff, whole_unit: bool) -> QuerySet[Clue]:
    """Not merged clues that the person answers for, or that his unit holds."""
    rows = Clue.objects.filter(merged_into__isnull=True)
    return rows.filter(unit__in=own_units(staff)) if whole_unit else rows.filter(officer=staff)


def pressed() -> QuerySet[Supervision, int]:
    """Clues under supervision that has not ended."""
    return Supervision.objects.filter(ended_on__isnull=True).values_list("clue", flat=True)


def end_of_week(today: date) -> date:
    """The Sunday of the week."""
    return today + timedelta(days=6 - today.weekday())


def tallies(staff: Staff, today: date, whole_unit: bool) -> list[Tally]:
    """待办 / 在办 / 已办 / 预警 / 督办 / 本周到期 / 超期, each with its list."""
    rows = scope(staff, whole_unit)
    week = end_of_week(today)
    open_ = Q(state__in=OPEN_STATES)
    found = rows.aggregate(
        todo=Count("pk", Q(state__in=TO_DO)),
        doing=Count("pk", Q(state__in=DOING)),
        done=Count("pk", Q(state__in=DONE)),
        pressed=Count("pk", open_ & Q(pk__in=pressed())),
        week=Count("pk", open_ & Q(due_on__gte=today, due_on__lte=week)),
        late=Count("pk", open_ & Q(due_on__lt=today)),
    )
    whose = "&".join(f"unit={unit}" for unit in own_units(staff)) if whole_unit else f"officer={staff.pk}"
    base = f"{reverse('officer:clues')}?{whose}"

    def states(values: Sequence[str]) -> str:
        return base + "".join(f"&state={value}" for value in values)

    return [
        Tally("待办", found["todo"], states(TO_DO)),
        Tally("在办", found["doing"], states(DOING)),
        Tally("已办", found["done"], states(DONE)),
        *_warned(staff, whole_unit),
        Tally("督办", found["pressed"], f"{base}&pressed=1"),
        Tally("本周到期", found["week"], f"{base}&due=week"),
        Tally("超期", found["late"], f"{base}&due=overdue", alarm=found["late"] > 0),
    ]


def _warned(staff: Staff, whole_unit: bool) -> list[Tally]:
    """Open warnings that somebody has to act on: the person's, or those of his unit's people; none for who sees no warnings."""
    if not holds(staff, Permission.WATCH_VIEW):
        return []
    units = own_units(staff)
    rows = warnings_for(staff).filter(ended_on__isnull=True, grade__in=ASKED)
    rows = rows.filter(owner__unit__in=units) if whole_unit else rows.filter(owner=staff)
    whose = [("unit", unit) for unit in units] if whole_unit else [("whose", staff.pk)]
    query = urlencode([("open", "1"), *(("grade", grade) for grade in ASKED), *whose])
    return [Tally("预警", rows.count(), f"{reverse('officer:warnings')}?{query}")]


def due_soon(staff: Staff, whole_unit: bool) -> list[Clue]:
    """Open clues by due day, the most urgent first."""
    rows = scope(staff, whole_unit).filter(state__in=OPEN_STATES, due_on__isnull=False)
    return list(rows.select_related("employer", "region", "officer").order_by("due_on", "pk")[:SHOWN])


def first_contact(staff: Staff) -> tuple[list[Clue], int]:
    """首问待分派: heard, and still with whoever heard it first. For those who assign: the unit's; otherwise one's own."""
    rows = Clue.objects.filter(state=ClueState.RECEIVED, officer=F("first_officer"), merged_into__isnull=True)
    if holds(staff, Permission.CLUE_ASSIGN):
        rows = rows.filter(unit__in=own_units(staff))
    else:
        rows = rows.filter(officer=staff)
    rows = rows.select_related("employer", "region", "officer")
    return list(rows.order_by("received_on", "pk")[:SHOWN]), rows.count()


@dataclass(frozen=True)
class Task:
    """One thing that waits, with the page where it is done."""

    kind: str
    text: str
    url: str
    due_on: date | None = None


def clue_url(clue: Clue, tab: str = "") -> str:
    return reverse("officer:clue", args=[clue.number]) + (f"?tab={tab}#tab" if tab else "")


def tasks(staff: Staff, today: date, whole_unit: bool) -> list[Task]:
    """Everything that waits for this person beside the clues themselves, the nearest day first."""
    held = scope(staff, whole_unit).values("pk")
    found = [*_messages(held), *_transfers(staff), *_helping(staff), *_defaults(held, staff), *_notes(held, today)]
    found += _calls(held)
    found += [Task(*one) for one in waiting_for_me(staff, SHOWN)]
    found += [Task(*one) for one in ordered_of(staff, own_units(staff), today, SHOWN, whole_unit=whole_unit)]
    found += [Task(*one) for one in led_by_me(staff, own_units(staff), today, SHOWN)]
    return sorted(found, key=lambda task: (task.due_on is None, task.due_on or today))


def _messages(held: Any) -> list[Task]:
    """Workers who wrote and had no answer yet, the oldest first; one line a clue."""
    waiting = unanswered(Clue.objects.filter(pk__in=held)).select_related("clue__merged_into").order_by("pk")
    found: dict[int, Task] = {}
    for event in waiting[: SHOWN * 3]:
        clue = event.clue.merged_into or event.clue
        words = event.text if len(event.text) <= 40 else f"{event.text[:40]}…"
        found.setdefault(clue.pk, Task("当事人留言待答复", f"{clue.number} {words}", clue_url(clue), event.occurred_on))
    return list(found.values())[:SHOWN]


def _transfers(staff: Staff) -> list[Task]:
    if not holds(staff, Permission.CLUE_HANDLE):
        return []
    coming = Transfer.objects.filter(
        to_unit__in=own_units(staff), accepted_on__isnull=True, returned_on__isnull=True, decided_on__isnull=True
    ).select_related("clue", "from_unit")
    found = [
        Task("转办待签收", f"{t.clue.number} 由{t.from_unit.short_name}转来：{t.reason}", clue_url(t.clue), t.sent_on)
        for t in coming.order_by("sent_on")[:SHOWN]
    ]
    if holds(staff, Permission.CLUE_ARBITRATE):
        visible = clues_for(staff, Permission.CLUE_ARBITRATE).values("pk")
        disputed = Transfer.objects.filter(asked_on__isnull=False, decided_on__isnull=True, clue__in=visible)
        found += [
            Task("转办待裁定", f"{t.clue.number} {t.from_unit.short_name}与{t.to_unit.short_name}", clue_url(t.clue))
            for t in disputed.select_related("clue", "from_unit", "to_unit")[:SHOWN]
        ]
    return found


def _helping(staff: Staff) -> list[Task]:
    asked = HelperTask.objects.filter(unit__in=own_units(staff), done_on__isnull=True).select_related("clue")
    return [
        Task("协办事项", f"{t.clue.number} {t.task}", clue_url(t.clue, "moves"), t.due_on)
        for t in asked.order_by(F("due_on").asc(nulls_last=True))[:SHOWN]
    ]


def _defaults(held: Any, staff: Staff) -> list[Task]:
    """Of the clues held, and of the files that the person keeps at a desk of his own."""
    mine = Q(agreement__case__clue__in=held) | Q(agreement__case__officer=staff)
    late = Instalment.objects.filter(
        mine, default_task_on__isnull=False, paid_on__isnull=True, agreement__case__closed_on__isnull=True
    ).select_related("agreement__case")
    return [
        Task(
            "分期违约",
            f"{part.agreement.case} 第{part.due_on:%Y-%m-%d}期应付{part.amount_fen / 100:,.2f}元未付",
            reverse("officer:case", args=[part.agreement.case_id]) + "?tab=agreement#tab",
            part.due_on,
        )
        for part in late.order_by("due_on")[:SHOWN]
    ]


def _notes(held: Any, today: date) -> list[Task]:
    listed = Supervision.objects.filter(kind__in=NOTED, ended_on__isnull=True, clue__in=held)
    found = []
    for one in listed.select_related("clue").prefetch_related("notes")[: SHOWN * 3]:
        written = max((note.written_on for note in one.notes.all()), default=one.since)
        due = written + NOTE_EVERY
        if due <= today + timedelta(days=1):
            found.append(
                Task("督办周报", f"{one.clue.number} {one.get_kind_display()}周报", clue_url(one.clue, "moves"), due)
            )
    return found[:SHOWN]


def _calls(held: Any) -> list[Task]:
    """Settled clues whose workers are still to be asked whether the money came."""
    waiting = Clue.objects.filter(pk__in=held, state=ClueState.SETTLED).order_by("due_on", "pk")
    return [
        Task("待回访确认", f"{clue.number} {title_of(clue)}", clue_url(clue, "claims"), clue.due_on)
        for clue in waiting.select_related("employer")[:SHOWN]
    ]


def title_of(clue: Any) -> str:
    """How a clue is called in a line: employer, else project, else place."""
    employer = clue.employer.name if clue.employer_id else clue.employer_said
    return employer or clue.project_said or clue.place or "用人单位不详"


def waiting_pairs(staff: Staff) -> int:
    """Pairs that wait for a decision in the person's reach; counted up to a hundred for the menu."""
    if not holds(staff, Permission.DUPLICATE_DECIDE):
        return 0
    mine = clues_for(staff, Permission.DUPLICATE_DECIDE).values("pk")
    rows = DuplicatePair.objects.filter(decision="").filter(Q(clue_a__in=mine) | Q(clue_b__in=mine))
    return rows[:100].count()
