"""移送公安: the threshold by province, worker by worker, and the row that follows the branch's steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.law.terms import Figure
from nuanxin.rights.cases.ledger import claims_of, standing
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Referral
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.intake.models import Clue

REACHED, NOT_REACHED, UNCONFIRMED = "达到", "未达到", "标准待确认"


@dataclass(frozen=True)
class Owed:
    """What one worker is still owed: 分, and for how many whole months (None: the period is not known)."""

    fen: int
    months: int | None


@dataclass(frozen=True)
class Bounds:
    """法释〔2013〕3号 art. 3 at one place: figures in 分; `warn_only`: the province's own figures are not entered."""

    one_fen: int
    ten_fen: int
    months: int
    persons: int
    warn_only: bool
    cites: str
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Threshold:
    """达到, 未达到 or 标准待确认, why, by which article. `warned`: the lowest national figures are reached."""

    result: str
    warned: bool
    why: str
    cites: str
    cautions: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        kept = {"result": self.result, "warned": self.warned, "why": self.why, "cites": self.cites}
        return {**kept, "cautions": list(self.cautions)}


def threshold(workers: Sequence[Owed], bounds: Bounds) -> Threshold:
    """One worker alone with months and amount, or ten and more together; two to nine are never summed (crim.logic). Pure."""
    open_lines = [one for one in workers if one.fen > 0]
    alone = any((one.months or 0) >= bounds.months and one.fen >= bounds.one_fen for one in open_lines)
    whole = sum(one.fen for one in open_lines)
    together = len(open_lines) >= bounds.persons and whole >= bounds.ten_fen
    # A large sum whose period nobody wrote down: neither yes nor no.
    unclear = any(one.months is None and one.fen >= bounds.one_fen for one in open_lines)
    shown = f"一人{bounds.months}个月以上且{yuan(bounds.one_fen)}元以上，或者{bounds.persons}人以上累计{yuan(bounds.ten_fen)}元以上"
    most = max((one.fen for one in open_lines), default=0)
    fact = f"尚欠{len(open_lines)}人，累计{yuan(whole)}元，最多一人{yuan(most)}元；标准为{shown}"
    met = alone or together
    if bounds.warn_only:
        return Threshold(
            UNCONFIRMED, met or unclear, f"{fact}（仅为全国幅度下限，本省标准未确认）", bounds.cites, bounds.cautions
        )
    if not met and unclear:
        return Threshold(
            UNCONFIRMED,
            True,
            f"{fact}；有劳动者的欠薪期间没有记明，无法判断是否满三个月",
            bounds.cites,
            bounds.cautions,
        )
    return Threshold(REACHED if met else NOT_REACHED, met, fact, bounds.cites, bounds.cautions)


def bounds_at(place: str, on: date, *, law: Law) -> Bounds:
    """The figures of the province as dated data; where they are missing, the lowest national ones, to warn only."""
    one, ten = law.figure("crim.amount_one", place, on=on), law.figure("crim.amount_ten", place, on=on)
    months = law.figure("crim.amount_one.months", place, on=on)
    persons = law.figure("crim.amount_ten.persons", place, on=on)
    return Bounds(
        one_fen=_least_fen(one),
        ten_fen=_least_fen(ten),
        months=int(months.value or 0),
        persons=int(persons.value or 0),
        warn_only=one.warn_only or ten.warn_only,
        cites="；".join(dict.fromkeys((one.citation, months.citation))),
        cautions=tuple(dict.fromkeys((*one.cautions, *ten.cautions))),
    )


def _least_fen(figure: Figure) -> int:
    fen = figure.value_fen if figure.value is not None else figure.low_fen
    assert fen is not None
    return fen


def months_owed(owed_from: str, owed_to: str) -> int | None:
    """Whole months between two stated months or days, both included: 2023-09 to 2023-11 is 3. None where not known. Pure."""
    try:
        first, last = _first_day(owed_from), _last_day(owed_to or owed_from)
    except ValueError:
        return None
    end = last + timedelta(days=1)
    months = (end.year - first.year) * 12 + end.month - first.month
    reached = shift_months(first, months) if months > 0 else first
    # A month without the corresponding day is only full when it has ended (民法典 202).
    if months > 0 and (reached > end or (reached == end and reached.day != first.day)):
        months -= 1
    return max(0, months)


def _first_day(stated: str) -> date:
    return date.fromisoformat(stated if len(stated) == 10 else f"{stated}-01")


def _last_day(stated: str) -> date:
    if len(stated) == 10:
        return date.fromisoformat(stated)
    return shift_months(date.fromisoformat(f"{stated}-01"), 1) - timedelta(days=1)


def assess(clue: Clue, *, on: date, law: Law | None = None) -> Threshold:
    """The test for a clue as its ledger stands: what is verified (else claimed) and not yet paid, worker by worker."""
    periods = {claim.pk: months_owed(claim.owed_from, claim.owed_to) for claim in claims_of(clue)}
    owed = [
        Owed(
            max(0, (line.claimed_fen or 0 if line.verified_fen is None else line.verified_fen) - line.paid_fen),
            periods[line.claim_id],
        )
        for line in standing(clue)
        if not line.withdrawn
    ]
    return threshold(owed, bounds_at(clue.region_id, on, law=law or Law.load()))


def open_referral(case: Case) -> Referral | None:
    """The referral that runs beside the case."""
    return Referral.objects.filter(case=case).order_by("-pk").first()


def follow(moment: Moment) -> None:
    """Keep the referral's row in step with the branch; called within `take_step`, which has checked everything."""
    case, step, facts, by, on = moment.case, moment.step, moment.facts, moment.by, moment.on
    if step == "police_threshold":
        result = assess(case.clue, on=on)
        Referral.objects.create(
            case=case, police_unit=facts["police"], threshold={**result.as_json(), "on": on.isoformat()}
        )
        return
    changes: dict[str, dict[str, Any]] = {
        "police_report": {"reported_on": on},
        "police_approve": {"approved_on": on, "approved_by": by} if facts.get("approved") == "yes" else {},
        "police_send": {"sent_on": on},
        "police_receipt": {"received_on": facts.get("received_on")},
        "police_answer": {"police_answer": facts.get("answer"), "police_answer_on": facts.get("answered_on")},
        "police_reconsider": {"reconsider_on": on},
        "reconsider_answer": {"reconsider_answer": "立案" if facts.get("answer") == "filed" else "维持不予立案"},
        "supervision": {"supervision_on": on},
    }
    referral = open_referral(case) if changes.get(step) else None
    if referral:
        for name, value in changes[step].items():
            setattr(referral, name, value)
        referral.save(update_fields=list(changes[step]))


# What each step wrote on the referral's row: emptied again when the step is struck.
_WRITTEN: dict[str, dict[str, Any]] = {
    "police_report": {"reported_on": None},
    "police_approve": {"approved_on": None, "approved_by": None},
    "police_send": {"sent_on": None},
    "police_receipt": {"received_on": None},
    "police_answer": {"police_answer": "", "police_answer_on": None},
    "police_reconsider": {"reconsider_on": None},
    "reconsider_answer": {"reconsider_answer": ""},
    "supervision": {"supervision_on": None},
}


def unfollow(moment: Moment) -> None:
    """The step was struck: the row no longer says what it had said. The struck step itself keeps the words."""
    case, step = moment.case, moment.step
    referral = open_referral(case) if step in _WRITTEN else None
    if referral:
        for name, value in _WRITTEN[step].items():
            setattr(referral, name, value)
        referral.save(update_fields=list(_WRITTEN[step]))
