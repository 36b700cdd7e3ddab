"""送达 in arbitration: the same facts as everywhere, the clock that it stops, the party's own period that it starts."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Fact, Need, Said, Start, Step
from nuanxin.rights.cases.procedures.serving import SERVICE

WORKER, EMPLOYER = "申请人", "被申请人"
CITES = "民事诉讼法第八十七条至第九十五条"
# An electronic notice that nobody confirmed cannot support a decision in absence (办案规则 art. 60).
CONFIRMED = Fact(
    "confirmed",
    "受送达人确认收悉（电子、电话等简便方式必填）",
    "yes_no",
    required=False,
    needed_when=Said("method", ("electronic",)),
)
# What runs until the case is decided: a file that ends before stops all of it.
BEFORE_THE_AWARD = (
    "arb.accept",
    "arb.serve_claim",
    "arb.panel_notice",
    "arb.answer.answer",
    "arb.answer.forward",
    "arb.decide",
)
_FACTS = tuple(fact for fact in SERVICE if fact.key != "recording")  # that one belongs to administrative enforcement


def served(
    key: str,
    paper: str,
    name: str,
    to: str,
    *,
    starts: str = "",
    stops: tuple[str, ...] = (),
    leads_to: tuple[str, ...] = (),
    repeats: bool = False,
    needs: tuple[Need, ...] = (),
    for_worker: str = "",
) -> Step:
    """The paper of an earlier step is served on one side; the day served starts that side's own period."""
    return Step(
        key,
        f"送达{name}（{to}）",
        CITES,
        Permission.FILE_HANDLE,
        needs=(Need((paper,), f"没有制作{name}", CITES), *needs),
        starts=(Start(starts, from_fact="served_on"),) if starts else (),
        stops=stops,
        facts=(*_FACTS, CONFIRMED),
        serves=paper,
        served_to=to,
        leads_to=leads_to,
        repeats=repeats,
        for_worker=for_worker,
    )
