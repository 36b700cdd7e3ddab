"""What paying late still changes for the offender (刑法 276-1 para. 3, 法释〔2013〕3号 art. 6, law.md crim.leniency). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

BEFORE_FILING, BEFORE_INDICTMENT, BEFORE_JUDGMENT, TOO_LATE = "filing", "indictment", "judgment", "late"
_CITES = "刑法第二百七十六条之一第三款；法释〔2013〕3号第六条"
_SAID = {
    BEFORE_FILING: "刑事立案前支付：可以认定为情节显著轻微危害不大，不认为是犯罪",
    BEFORE_INDICTMENT: "提起公诉前支付：可以减轻或者免除刑事处罚",
    BEFORE_JUDGMENT: "一审宣判前支付：可以从轻处罚",
    TOO_LATE: "一审宣判后支付：不属于法定从宽的三种情形",
}


@dataclass(frozen=True)
class Leniency:
    """At which of the three gates the wages were paid, what the article says, and the article."""

    stage: str
    says: str
    cites: str = _CITES


def leniency(
    paid_on: date, *, filed_on: date | None = None, indicted_on: date | None = None, judged_on: date | None = None
) -> Leniency:
    """The gate by the day on which the last of the wages was paid; paid on the day of a gate counts as before it closed.

    The organ decides whether no serious consequence was caused and the compensation was borne; this only names the gate.

    >>> leniency(date(2024, 1, 5), filed_on=date(2024, 1, 10)).stage
    'filing'
    """
    gates = ((BEFORE_FILING, filed_on), (BEFORE_INDICTMENT, indicted_on), (BEFORE_JUDGMENT, judged_on))
    stage = next((name for name, gate in gates if gate is None or paid_on <= gate), TOO_LATE)
    return Leniency(stage, _SAID[stage])
