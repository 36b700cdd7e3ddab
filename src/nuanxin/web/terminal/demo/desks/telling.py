"""All stories of the desks together."""

from __future__ import annotations

from nuanxin.web.terminal.demo.desks import advice, arbitration, credit, firms, justice, legal_aid, mediation, relief
from nuanxin.web.terminal.demo.hearing import Story

ROOMS = (mediation, arbitration, legal_aid, justice, credit, relief, firms, advice)


def desk_stories() -> list[tuple[Story, int]]:
    """Every story, with how many days before today it begins."""
    return [told for room in ROOMS for told in room.stories()]
