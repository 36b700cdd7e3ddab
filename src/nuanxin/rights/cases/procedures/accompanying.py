"""The papers that accompany a procedure without being its gates: records, lists, internal sheets. One table says where each belongs.

A paper that a step itself issues stands in the step's own declaration (`Step.paper`); these are made beside the steps,
as soon as one of `after` stands and until one of `until` does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures import coordination, labour_inspection, referral
from nuanxin.rights.cases.procedures.versions import own_desk_procedures

_I, _A, _H = Permission.CASE_INVESTIGATE, Permission.CASE_APPROVE, Permission.CLUE_HANDLE


@dataclass(frozen=True)
class Accompanying:
    """A kind of paper and its place. `repeats`: may be made more than once; `when_closed`: after the case ended."""

    paper: str
    procedure: str
    after: tuple[str, ...]
    permission: Permission = _I
    until: tuple[str, ...] = ()
    repeats: bool = False
    when_closed: bool = False


_L, _C, _P = labour_inspection.KEY, coordination.KEY, referral.KEY
_STILL_ASKING = ("investigated",)
_DECIDED = ("decision", "penalty")
ALL: tuple[Accompanying, ...] = (
    Accompanying("filing_approval", _L, ("file",), when_closed=True),
    Accompanying("service_address", _L, ("file",), repeats=True),
    Accompanying("inquiry_notice", _L, ("file",), until=_STILL_ASKING, repeats=True),
    Accompanying("inquiry_record", _L, ("file",), until=_STILL_ASKING, repeats=True),
    Accompanying("inspection_record", _L, ("file",), until=_STILL_ASKING, repeats=True),
    Accompanying("evidence_hold", _L, ("file",), _A, until=_STILL_ASKING, repeats=True),
    Accompanying("evidence_list", _L, ("evidence",), repeats=True, when_closed=True),
    Accompanying("extension_approval", _L, ("extend",)),
    Accompanying("handling_approval", _L, ("investigated",)),
    Accompanying(
        "statement_record", _L, ("handling_notice_served", "penalty_notice_served"), until=_DECIDED, repeats=True
    ),
    Accompanying("hearing_record", _L, ("hearing_notice",), until=_DECIDED),
    Accompanying("discussion_record", _L, ("handling_review", "penalty_review"), until=_DECIDED, repeats=True),
    Accompanying("withdrawal_decision", _L, ("withdrawn",), _A, when_closed=True),
    Accompanying("handover_list", _P, ("police_send",), repeats=True),
    Accompanying("official_notice", _L, ("file",), _A, repeats=True, when_closed=True),
    Accompanying("settlement_agreement", _C, ("agreement",), _H, repeats=True),
)
CATALOGUE = "evidence_catalogue"
_FROM_ABOVE: list[Accompanying] = []


def accompany(*papers: Accompanying) -> None:
    """A room above adds the papers that go with its procedures when it gets ready."""
    _FROM_ABOVE.extend(one for one in papers if one not in _FROM_ABOVE)


def accompanying_kinds() -> frozenset[str]:
    """Every kind of paper that accompanies some procedure."""
    return frozenset((CATALOGUE, *(one.paper for one in (*ALL, *_FROM_ABOVE))))


def accompanying(procedures: Collection[str]) -> tuple[Accompanying, ...]:
    """What accompanies these procedures, in the order of the table."""
    return tuple(one for one in (*ALL, *_FROM_ABOVE, *_catalogues()) if one.procedure in procedures)


def _catalogues() -> tuple[Accompanying, ...]:
    """Every desk's own file has its list of evidence, from the first step on and after its end."""
    return tuple(
        Accompanying(CATALOGUE, one.key, (one.steps[0].key,), Permission.FILE_HANDLE, repeats=True, when_closed=True)
        for one in own_desk_procedures()
    )


def why_not_now(one: Accompanying, *, done: Collection[str], made: Collection[str], closed: bool) -> str:
    """Why the paper cannot be made now, in Chinese; empty when it can. done: steps that stand, made: kinds in force. Pure."""
    if closed and not one.when_closed:
        return "案件已经结案"
    if not set(one.after) & set(done):
        return "还没有办到这一步"
    if set(one.until) & set(done):
        return "这一阶段已经结束"
    if one.paper in made and not one.repeats:
        return "已经制作；有误的先作废再重新制作"
    return ""
