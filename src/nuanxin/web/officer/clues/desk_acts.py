"""The ways from a clue into the procedures of other bodies, as buttons."""

from __future__ import annotations

from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.opening import openable
from nuanxin.rights.cases.procedures.declared import Procedure
from nuanxin.rights.cases.procedures.versions import own_desk_procedures
from nuanxin.rights.disputes.legal_aid.four_papers import may_write_for
from nuanxin.web.officer.advice.showing import advised_acts
from nuanxin.web.officer.clues.acts.declared import Situation
from nuanxin.web.officer.relief.firms.beside import plan_acts
from nuanxin.web.patterns.record import Act


def _rare(one: Procedure, place: int) -> bool:
    """Only what the desk is there for stands in sight; a listing is far from a fresh clue."""
    return place > 1 or one.opening is None or one.opening.permission != Permission.FILE_HANDLE


def desk_acts(situation: Situation) -> list[Act]:
    """A body's own procedures as buttons for its people; for the clue's holder one way to all the others."""
    number = situation.clue.number
    every = [Act("各环节", reverse("officer:clue_legs", args=[number]), icon="list", more=True)]
    every += plan_acts(situation.clue, situation.staff)
    if not situation.open:
        return every
    own = [
        Act(one.name, reverse("officer:file_new", args=[number, one.key]), icon="plus", more=_rare(one, place))
        for place, one in enumerate(openable(situation.clue, situation.staff))
    ]
    if situation.holds(Permission.CLUE_HANDLE) and own_desk_procedures():
        own.append(Act("转入其他程序", reverse("officer:file_doors", args=[number]), icon="send", more=True))
    if may_write_for(situation.staff, situation.clue):
        own.append(Act("代写四份文书", reverse("officer:worker_papers", args=[number]), icon="paper", more=True))
    return own + advised_acts(situation) + every
