"""What stands beside a clue's state, and what its page says of the archive."""

from __future__ import annotations

from django.urls import reverse

from nuanxin.web.officer.clues.acts.declared import Situation
from nuanxin.web.patterns.record import Fact


def marks_of(situation: Situation) -> tuple[str, ...]:
    """The short words beside the state."""
    found = situation.clue
    marks = [one.get_kind_display() for one in situation.watched]
    marks += ["集体"] if found.notes.get("collective") else []
    marks += ["政府投资"] if found.government else []
    marks += ["国企项目"] if found.state_firm else []
    marks += ["新就业形态"] if found.new_form else []
    marks += [f"已并入 {found.merged_into.number}"] if found.merged_into else []
    marks += [found.get_conclusion_display()] if found.conclusion else []
    marks += ["档案已销毁"] if situation.destroyed else []
    return tuple(dict.fromkeys(marks))


def archive_side(situation: Situation) -> list[tuple[str, tuple[Fact, ...]]]:
    """By which list the content went and until when it was kept; nothing while it is there."""
    line = situation.destroyed
    if line is None:
        return []
    url = reverse("officer:destruction", args=[line.lot_id])
    return [("档案", (Fact("已销毁", str(line.lot), url), Fact("保管至", line.kept_until.isoformat())))]
