"""The tab 通知 of a clue and of a case: chains with every step, and single messages."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.notifications.escalation.showing import chains_about, messages_about
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Clue
from nuanxin.web.officer.messages.files import abouts_of
from nuanxin.web.patterns.record import Section

TOLD = Section("told", "通知", "officer/messages/tab_told.html")


def told_on_tab(clue: Clue, cases: list[Case]) -> dict[str, Any]:
    """What the tab shows."""
    abouts = abouts_of(clue, cases)
    return {"told_chains": chains_about(abouts), "told_messages": messages_about(abouts)}
