"""Where the work was, completed by the officer: the reporter knew only a corner, a pin on the map or a sign at a gate."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration.facts import ClueFacts
from nuanxin.rights.intake.registration.linking import project_for
from nuanxin.rights.intake.sectors import sector_of
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import must_hold


@transaction.atomic
def identify_place(
    *, clue: Clue, place: str = "", project_name: str = "", site_code: str = "", by: Staff, on: date
) -> Clue:
    """Place, project or both; what stood before stays in the thread. The project brings its employer where none was known.

    A project decides the sector: facts of tables move with `cases.facts.repost_for_clue`, which the caller calls after.
    """
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="补充地点、项目")
    must_be_open(clue, doing="补充地点、项目", on=on)
    if not (place.strip() or project_name.strip() or site_code.strip()):
        raise Refusal(f"{clue.number}没有补充", why="地点、项目都没有填", remedy="请至少填一项")
    before = {"place": clue.place, "project": clue.project_id, "employer": clue.employer_id, "sector": clue.sector}
    keep_earlier(clue, on=on)
    clue.place = place.strip()[:200] or clue.place
    if project_name.strip() or site_code.strip():
        _tie_project(clue, project_name, site_code)
    clue.save(update_fields=["place", "project", "project_said", "employer", "sector", "government", "state_firm"])
    after = {"place": clue.place, "project": clue.project_id, "employer": clue.employer_id, "sector": clue.sector}
    text = "；".join(part for part in (place.strip(), clue.project.name if clue.project else "") if part)
    write_down(
        "identify_place", clue=clue, by=by, on=on, text=text, details={"before": before, "after": after},
        for_worker=f"已经查明地点：{text}",
    )  # fmt: skip
    return clue


def _tie_project(clue: Clue, name: str, code: str) -> None:
    facts = ClueFacts(
        channel=Channel(clue.channel),
        region=clue.region_id,
        received_on=clue.received_on,
        project_name=name,
        site_code=code,
        place=clue.place,
        sector=clue.sector_said,
    )
    project = project_for(facts, clue.employer, clue.region)
    if project is None:
        raise Refusal(f"{clue.number}没有补充", why=f"没有维权码“{code}”", remedy="请核对维权码，或者填项目名称")
    clue.project = project
    clue.project_said = clue.project_said or project.name[:200]
    clue.sector = sector_of(project_said=clue.project_said, sector_said=clue.sector_said)
    clue.employer = clue.employer or project.employer
    clue.government = project.government if clue.government is None else clue.government
    clue.state_firm = project.state_firm if clue.state_firm is None else clue.state_firm
