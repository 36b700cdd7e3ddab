"""What the pages of a mediation file and of a notary's file show beside the steps: who, how long, what is owed, which doors."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import law_at, standing_rows, steps_taken
from nuanxin.rights.disputes.mediation.appointing import mediator_of
from nuanxin.rights.disputes.mediation.doors import doors_after_default
from nuanxin.rights.disputes.mediation.keeping_order import minutes_between
from nuanxin.rights.disputes.mediation.words import KINDS, MEDIA
from nuanxin.rights.disputes.notary.dunning_days import SETTING, days_from, planned
from nuanxin.rights.disputes.notary.keeping_order import LIST_MISSING, LIST_SETTING
from nuanxin.rights.disputes.notary.models import Dunning, NotaryListEntry
from nuanxin.rights.disputes.notary.standing_sum import agreement_of, balance_of, last_days, to_certify


def mediation_tab(case: Case, staff: Staff) -> dict[str, Any]:
    """Mediator, sessions with their minutes, and after a default the doors that the law leaves."""
    rows = standing_rows(case)
    taken = steps_taken(case)
    asked: dict[str, Any] = next((row.facts for row in rows if row.step == "apply"), {})
    sessions = [
        {
            "row": row,
            "medium": dict(MEDIA).get(str(row.facts.get("medium")), ""),
            "minutes": minutes_between(row.facts.get("began"), row.facts.get("ended")),
        }
        for row in rows
        if row.step == "session"
    ]
    done = {row.step for row in rows}
    return {
        "mediation_kind": dict(KINDS).get(str(asked.get("kind")), ""),
        "mediator": mediator_of(case),
        "named": next((row.facts for row in reversed(rows) if row.step == "appoint"), None),
        "sessions": sessions,
        "minutes": sum(one["minutes"] or 0 for one in sessions),
        "doors": doors_after_default(taken) if "default" in done and "performed" not in done else (),
    }


def notary_tab(case: Case, staff: Staff) -> dict[str, Any]:
    """The balance, every part with its reminders and last day, and where the local list stands."""
    agreement = agreement_of(case)
    today = occasion.today()
    parts = list(agreement.instalments.all()) if agreement else []
    held = local_setting(SETTING, case.clue.region_id, today)
    days = days_from(held[0] if held else None)
    sent: dict[int, list[Dunning]] = {}
    for row in Dunning.objects.filter(instalment__in=parts).order_by("sent_on", "pk"):
        sent.setdefault(row.instalment_id, []).append(row)
    limits = last_days([part.due_on for part in parts], law_at(case.clue))
    listed = local_setting(LIST_SETTING, case.clue.region_id, today)
    return {
        "balance": balance_of(case),
        "to_certify": to_certify(case, today),
        "notarised": [
            {
                "part": part,
                "sent": sent.get(part.pk, []),
                "coming": _coming(planned(part.due_on, days), sent.get(part.pk, []), today) if not part.paid_on else [],
                "limit": limit,
            }
            for part, limit in zip(parts, limits, strict=True)
        ],
        "list_source": listed[1] if listed and isinstance(listed[0], dict) and listed[0].get("on") is True else "",
        "list_missing": LIST_MISSING,
        "list_entries": NotaryListEntry.objects.filter(case=case).order_by("pk"),
    }


def _coming(days: tuple[date, ...], sent: list[Dunning], today: date) -> list[date]:
    gone = {row.planned_on for row in sent}
    return [day for day in days if day >= today and day not in gone]
