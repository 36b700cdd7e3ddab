"""The look at a reply with what the file knows: what was asked, who is meant, and whether the same words stand already."""

from __future__ import annotations

from nuanxin.foundation.common.text import name_key
from nuanxin.rights.intake.answer.checking import Looked, Reply, Use, look
from nuanxin.rights.intake.answer.said import unanswered
from nuanxin.rights.intake.models import Clue, ClueEvent

_ACT = {Use.CLOSE: "close_clue", Use.REFUSE: "refuse_clue", Use.MESSAGE: "say_to_reporter"}
_SEEN = 20  # texts that begin alike


def look_over_reply(*, clue: Clue, use: Use, words: str, about: str = "", door: str = "") -> Looked:
    """Look at words to the reporter of a clue. A message is held against what he wrote last, not against his report."""
    reply = Reply(
        use=use,
        demand=demand_in(clue, use),
        words=words,
        about=about,
        door=door,
        same_as=_said_before(clue, use, words),
        number=clue.number,
        parties=parties_of(clue),
    )
    return look(reply)


def demand_in(clue: Clue, use: Use) -> str:
    """What the words have to speak to."""
    if use is not Use.MESSAGE:
        return clue.demand
    waiting = unanswered(Clue.objects.filter(pk=clue.pk)).order_by("pk")
    return "；".join(waiting.values_list("text", flat=True))


def parties_of(clue: Clue) -> tuple[str, ...]:
    """The names under which employer and project of the file are known."""
    names = [clue.employer_said, clue.project_said]
    names += [clue.employer.name] if clue.employer else []
    names += [clue.project.name] if clue.project else []
    return tuple(dict.fromkeys(name for name in names if name))


def _said_before(clue: Clue, use: Use, words: str) -> tuple[str, ...]:
    """Up to two other clues of the unit, of other matters, that were answered in the same words; of messages, this one."""
    text = words.strip()
    if not text:
        return ()
    said = ClueEvent.objects.filter(kind=_ACT[use], clue__unit=clue.unit_id)
    if use is Use.MESSAGE:
        again = said.filter(clue=clue, text=text).order_by("-pk").first()
        return (f"{again.occurred_on}的留言",) if again else ()
    own = [clue.pk, *([clue.parent_id] if clue.parent_id else [])]
    said = said.exclude(clue__in=own).exclude(clue__parent__in=own).select_related("clue").order_by("-pk")
    if use is Use.CLOSE:
        found = said.filter(details__answer__startswith=text)
        exact = [one for one in found[:_SEEN] if _first(one.details["answer"]) == _first(text)]
    else:
        exact = list(said.filter(text=text)[:_SEEN])
    return tuple(dict.fromkeys(event.clue.number for event in exact))[:2]


def _first(answer: str) -> str:
    """Without the door that was added behind the officer's own words."""
    return name_key(answer.split("；")[0])
