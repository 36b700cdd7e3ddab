"""The list's rows follow the steps of the file; what a step wrote is taken back when it is struck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from nuanxin.rights.cases.facts import post_official_act, withdraw_fact
from nuanxin.rights.cases.models import ActKind, OfficialAct
from nuanxin.rights.cases.steps import law_at, steps_taken
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.credit.alike import index_names
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.listing.clocks import REMOVE, TERM
from nuanxin.rights.credit.listing.guarding import listing_of, tested
from nuanxin.rights.credit.listing.sharing import write_told
from nuanxin.rights.credit.models import ListedPerson, Listing, ListingState, Told
from nuanxin.rights.intake.clocks import stop_clock


def follow(moment: Moment) -> None:
    """After a step: the row as all standing steps together make it, and the rows of who was told."""
    if moment.step == "propose":
        _propose(moment)
        return
    listing = listing_of(moment.case)
    _as_the_steps_say(listing, moment)
    assert moment.row is not None
    if moment.step in ("share", "tell_removal"):
        write_told(listing, moment.facts, moment.row, moment.by, removal=moment.step == "tell_removal")
    if moment.step == "annul":
        _withdraw_act(moment, str(moment.facts["reason"]))
    if moment.step in ("remove", "tell_removal") and not still_to_tell(listing):
        about = f"case:{moment.case.pk}"
        stop_clock(clue=moment.case.clue, term=REMOVE, by=moment.by, on=moment.on, about=about)


def unfollow(moment: Moment) -> None:
    """A step was struck: the row as the remaining steps make it; who was told by that step was not."""
    listing = listing_of(moment.case)
    _as_the_steps_say(listing, moment)
    if moment.step == "annul":
        _post_again(moment)
    Told.objects.filter(step=moment.row, withdrawn_on=None).update(withdrawn_on=moment.on)


def _propose(moment: Moment) -> None:
    case, facts = moment.case, moment.facts
    employer = case.clue.employer
    assert employer is not None
    found = tested(case, facts, moment.on)
    listing = Listing.objects.create(
        case=case,
        employer=employer.merged_into or employer,
        name=employer.name,
        credit_code=employer.credit_code or "",
        region=case.clue.region,
        unit=case.unit,
        ground=facts["ground"],
        tested=[{"name": one.name, "met": one.met, "why": one.why, "cites": one.cites} for one in found.tests],
        proposed_on=moment.on,
    )
    index_names([listing])
    role = ListedPerson.Role
    said = [(role.REPRESENTATIVE, facts["representative"], "")]
    said += [(role.SUPERVISOR, *_name_and_post(line)) for line in facts.get("supervisors", ())]
    said += [(role.OTHER, *_name_and_post(line)) for line in facts.get("others", ())]
    ListedPerson.objects.bulk_create(
        [ListedPerson(listing=listing, role=kind, name=name[:60], post=post[:60]) for kind, name, post in said if name]
    )


def _name_and_post(line: str) -> tuple[str, str]:
    """ "李四，财务经理" → name and post; a line that says 无 names nobody."""
    if str(line).strip().startswith("无"):
        return "", ""
    name, _, post = str(line).replace(",", "，").partition("，")
    return name.strip(), post.strip()


def _as_the_steps_say(listing: Listing, moment: Moment) -> None:
    """Every column read anew from the standing steps, in their order: taking and striking need no twin."""
    fresh: dict[str, Any] = dict.fromkeys(_DAYS) | {
        "number": "",
        "removed_why": "",
        "state": ListingState.PROPOSED,
    }
    law = law_at(moment.case.clue)
    papers = {row.step: row for row in moment.case.steps.filter(step="decision").select_related("paper")}
    for one in steps_taken(moment.case):
        reads = _READS.get(one.step)
        if reads:
            reads(fresh, one.on, one.facts)
        if one.step == "decision":
            paper = papers["decision"].paper
            fresh["number"] = paper.number if paper else ""
            fresh["until"] = law.after((TERM,), one.on)
        elif one.step == "revoke_removal":
            fresh["until"] = law.after((TERM,), one.on)
    fresh["remove_by"] = _remove_by(fresh, law)
    for name, value in fresh.items():
        setattr(listing, name, value)
    listing.save(update_fields=list(fresh))


def _remove_by(fresh: Mapping[str, Any], law: Any) -> date | None:
    """The last day for removal once there is a cause for it; of the end of the term the daily round takes care too."""
    start = fresh["annulled_on"] or fresh["early_granted_on"] or fresh["until"]
    found: date | None = law.after((REMOVE,), start) if start else None
    return found


_DAYS = (
    "decided_on",
    "restarted_on",
    "until",
    "published_on",
    "corrected_on",
    "early_granted_on",
    "annulled_on",
    "removed_on",
    "remove_by",
)
Fresh = dict[str, Any]


def _decided(fresh: Fresh, on: date, facts: Mapping[str, Any]) -> None:
    fresh |= {"state": ListingState.LISTED, "decided_on": on}


def _early_decided(fresh: Fresh, on: date, facts: Mapping[str, Any]) -> None:
    fresh["early_granted_on"] = on if facts.get("result") == "granted" else fresh["early_granted_on"]


def _removed(fresh: Fresh, on: date, facts: Mapping[str, Any]) -> None:
    fresh |= {"state": ListingState.REMOVED, "removed_on": on, "removed_why": facts["cause"]}


def _revoked(fresh: Fresh, on: date, facts: Mapping[str, Any]) -> None:
    """令45 art. 15: back on the list, the term counted anew, and the old correction proves nothing."""
    fresh |= {
        "state": ListingState.LISTED,
        "restarted_on": on,
        "removed_on": None,
        "removed_why": "",
        "early_granted_on": None,
        "corrected_on": None,
    }


_READS: dict[str, Callable[[Fresh, date, Mapping[str, Any]], Any]] = {
    "waive": lambda fresh, on, facts: fresh.update(state=ListingState.WAIVED),
    "drop": lambda fresh, on, facts: fresh.update(state=ListingState.WAIVED),
    "corrected": lambda fresh, on, facts: fresh.update(corrected_on=facts["corrected_on"]),
    "decision": _decided,
    "publish": lambda fresh, on, facts: fresh.update(published_on=facts["published_on"]),
    "early_apply": lambda fresh, on, facts: fresh.update(corrected_on=facts["corrected_on"]),
    "early_decide": _early_decided,
    "annul": lambda fresh, on, facts: fresh.update(annulled_on=facts["annulled_on"]),
    "remove": _removed,
    "revoke_removal": _revoked,
}


def _withdraw_act(moment: Moment, reason: str) -> None:
    """The decision counts no more (item 7 of the winter form); tables as of an earlier day still show it."""
    acts = OfficialAct.objects.filter(
        clue=moment.case.clue, kind=ActKind.LISTING, withdrawn_on=None, notes__case=moment.case.pk
    )
    for act in acts:
        withdraw_fact(fact=act, by=moment.by, on=moment.on, reason=f"列入决定被撤销：{reason}")


def _post_again(moment: Moment) -> None:
    """The annulment was entered by mistake: the decision counts again, by a new row that names the withdrawn one."""
    acts = OfficialAct.objects.filter(clue=moment.case.clue, kind=ActKind.LISTING, notes__case=moment.case.pk)
    last = acts.order_by("pk").last()
    if last is None or last.withdrawn_on is None:
        return
    again = post_official_act(
        clue=moment.case.clue,
        kind=ActKind.LISTING,
        done_on=last.done_on,
        number=last.number,
        paper=last.paper,
        by=moment.by,
        on=moment.on,
        notes=last.notes,
    )
    again.corrects = last
    again.save(update_fields=["corrects"])
