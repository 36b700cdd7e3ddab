"""What an act on a clue is made of at the desk, and which of them stand open for one viewer now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, posts_of
from nuanxin.rights.cases.models import Case, Supervision
from nuanxin.rights.intake.channels import OPEN_STATES, ClueState
from nuanxin.rights.intake.destruction.records import DestructionLine, destroyed_line
from nuanxin.rights.intake.models import Clue, HelperTask, Transfer
from nuanxin.rights.intake.pairs import ClueMerge
from nuanxin.rights.intake.taken_text.keeping import Pending, pending_of
from nuanxin.rights.intake.visibility import file_facts, holder_facts
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


@dataclass
class Situation:
    """A clue and a viewer: everything that decides which buttons stand there. Read once for a page."""

    clue: Clue
    staff: Staff

    @property
    def state(self) -> str:
        return self.clue.state

    @property
    def open(self) -> bool:
        return self.clue.state in OPEN_STATES and self.clue.merged_into_id is None

    @property
    def fresh(self) -> bool:
        """Not accepted yet, and not on its way to another unit."""
        return self.open and self.state in (ClueState.RECEIVED, ClueState.SUPPLEMENT)

    @cached_property
    def destroyed(self) -> DestructionLine | None:
        """The line of the list by which its content went."""
        return destroyed_line(self.clue.pk) if self.clue.closed_on else None

    @cached_property
    def transfers(self) -> list[Transfer]:
        return list(
            Transfer.objects.filter(clue=self.clue)
            .select_related(
                "from_unit", "to_unit", "sent_by", "accepted_by", "returned_by", "decided_by", "decided_unit"
            )
            .order_by("pk")
        )

    @property
    def pending(self) -> Transfer | None:
        """The transfer that waits for a signature."""
        return next((t for t in self.transfers if not t.accepted_on and not t.returned_on), None)

    @property
    def disputed(self) -> Transfer | None:
        """The transfer that waits for an arbiter."""
        return next((t for t in reversed(self.transfers) if t.asked_on and not t.decided_on), None)

    @property
    def returned(self) -> Transfer | None:
        """A return with which the sender may disagree."""
        last = self.transfers[-1] if self.transfers else None
        return last if last and last.returned_on and not last.asked_on else None

    @cached_property
    def cases(self) -> list[Case]:
        return list(Case.objects.filter(clue=self.clue).select_related("officer", "second_officer").order_by("pk"))

    @property
    def open_cases(self) -> list[Case]:
        return [case for case in self.cases if case.closed_on is None]

    @cached_property
    def tasks(self) -> list[HelperTask]:
        return list(self.clue.helper_tasks.select_related("unit", "done_by").order_by("pk"))

    @cached_property
    def units(self) -> frozenset[int]:
        return frozenset(post.unit_id for post in posts_of(self.staff))

    @property
    def own_tasks(self) -> list[HelperTask]:
        """Open tasks of the viewer's own unit."""
        return [task for task in self.tasks if task.done_on is None and task.unit_id in self.units]

    @cached_property
    def supervisions(self) -> list[Supervision]:
        rows = Supervision.objects.filter(clue=self.clue).select_related("by", "leader", "unit")
        return list(rows.prefetch_related("notes__by", "members__unit").order_by("pk"))

    @property
    def watched(self) -> list[Supervision]:
        return [one for one in self.supervisions if one.ended_on is None and one.kind != "press"]

    @cached_property
    def pending_reading(self) -> Pending | None:
        """What a machine read out of the words of the clue and nobody has gone over."""
        return pending_of(self.clue) if self.open else None

    @cached_property
    def merges(self) -> list[ClueMerge]:
        """Merges into this clue that have not been undone."""
        return list(ClueMerge.objects.filter(kept=self.clue, undone_on__isnull=True).select_related("merged"))

    def holds(self, permission: Permission) -> bool:
        """Whether the viewer may do this as (one of) the holder."""
        return may(self.staff, permission, holder_facts(self.clue))

    def helps(self, permission: Permission) -> bool:
        """The same, helpers of the file included."""
        return may(self.staff, permission, file_facts(self.clue))

    def receives(self, transfer: Transfer) -> bool:
        """Whether the viewer may sign for a transfer."""
        facts = FileFacts(region=transfer.to_unit.region_id, unit_id=transfer.to_unit_id)
        return may(self.staff, Permission.CLUE_HANDLE, facts)


Run = Callable[[Situation, dict[str, Any]], Any]


@dataclass(frozen=True)
class ClueAct:
    """One act. `fits`: whether the button stands there for this viewer; the act itself checks everything again."""

    key: str
    label: str
    form: type[ClueForm]
    run: Run
    fits: Callable[[Situation], bool]
    done: str
    icon: str = ""
    primary: bool = False
    intro: str = ""
    save: str = ""
    stays: bool = True  # afterwards back to the clue; False: to the address that `run` answers with
    template: str = "officer/act.html"


class ClueForm(PatternForm):
    """A form about a clue: knows the situation, and on which day the act was done."""

    on = DayField(label="办理日期", not_after=occasion.today, help_text="默认今天；补录时填实际办理的日期")

    def __init__(self, *args: Any, situation: Situation, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": occasion.today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["on"] = self.fields.pop("on")  # asked last
        self.prepare(situation)

    def prepare(self, situation: Situation) -> None:
        """Choices that depend on the clue or the viewer."""


def open_acts(acts: Sequence[ClueAct], situation: Situation) -> list[ClueAct]:
    """The acts whose buttons stand there now, in the declared order."""
    return [act for act in acts if act.fits(situation)]


def day(values: dict[str, Any]) -> date:
    """The day of the act as filled in."""
    on = values["on"]
    assert isinstance(on, date)
    return on
