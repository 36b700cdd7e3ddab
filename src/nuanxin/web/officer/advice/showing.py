"""The adviser on the page of a clue: the tab with every door and its trace, and the first doors beside a fresh clue."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.advice.deciding import ONLY_ADVICE, State
from nuanxin.rights.advice.gathering import KEPT, advice_on, times_of
from nuanxin.rights.advice.wording import for_officer
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.models import Clue
from nuanxin.web.officer.clues.acts.declared import Situation
from nuanxin.web.patterns.record import Act, Fact, Section

TAB = "advice"
SECTION = Section(TAB, "下一步建议", "officer/advice/tab.html")
_BESIDE = 4  # doors named beside a fresh clue


def advice_on_tab(request: HttpRequest, situation: Situation) -> dict[str, Any]:
    """What the tab needs; nothing where another tab is open."""
    if request.GET.get("tab") != TAB:
        return {}
    return {
        **advice_shown(situation.clue),
        "divert_url": _divert_url(situation),
        "kept": situation.clue.events.filter(kind=KEPT).select_related("by").order_by("-pk"),
    }


def advice_shown(clue: Clue) -> dict[str, Any]:
    """Every door by state, the questions still open, and what the rules did not know."""
    on = occasion.today()
    advice = advice_on(clue, on)
    doors = for_officer(advice, times_of(clue, on))
    by_state = {state: [one for one in doors if one.answer.state is state] for state in State}
    return {
        "advice": advice,
        "groups": (
            ("可以走、正在办（先后有序）", [*by_state[State.OPEN], *by_state[State.UNDER_WAY]]),
            ("先问清才知道", by_state[State.ASK]),
        ),
        "closed": by_state[State.CLOSED],
        "only_advice": ONLY_ADVICE,
        "names": {one.door.key: one.door.short for one in advice.answers},
    }


def advised_acts(situation: Situation) -> list[Act]:
    """The way to the record of the advice: in sight while the clue is fresh, in the menu later."""
    url = _divert_url(situation)
    return [Act("分流建议", url, icon="list", more=not situation.fresh)] if url else []


def advised_side(situation: Situation) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """The one counter (一窗受理): who takes in or accepts a claim sees at once which doors stand open for it."""
    if not (situation.fresh or (situation.open and situation.state == ClueState.ACCEPTED)):
        return ()
    advice = advice_on(situation.clue, occasion.today())
    url = reverse("officer:clue", args=[situation.clue.number]) + f"?tab={TAB}#tab"
    rows = [
        Fact(
            one.state.chinese,
            one.door.name
            + (f"（至{chinese_day(last)}）" if (last := one.window.last_day if one.window else None) else ""),
            url,
        )
        for one in advice.of(State.OPEN, State.UNDER_WAY)[:_BESIDE]
    ]
    asked = len(advice.questions)
    if asked:
        rows.append(Fact("还要问清", f"{asked}件事", url))
    return (("分流建议", tuple(rows)),) if rows else ()


def _divert_url(situation: Situation) -> str:
    may = situation.open and situation.holds(Permission.CLUE_HANDLE)
    return reverse("officer:clue_advice", args=[situation.clue.number]) if may else ""
