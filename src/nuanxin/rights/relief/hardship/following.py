"""What a relief file does beside its steps: the grants, the referral's answer; relief is counted nowhere as wages."""

from __future__ import annotations

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.rights.cases.ledger import claims_of
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import standing_rows
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.relief.hardship.models import HardshipReferral, ReliefGrant
from nuanxin.rights.relief.hardship.procedure import CASE, URGENT
from nuanxin.rights.relief.managing import day_is_sound

MONEY_STEPS = {"urgent_help": True, "paid": False}


def before(moment: Moment) -> None:
    """Money only for a worker of the clue, within what was granted, urgent papers made good."""
    if moment.step not in MONEY_STEPS:
        return
    name, fen = str(moment.facts["receiver"]).strip(), int(moment.facts["amount"])
    doing = f"登记{name}的救助金"
    day_is_sound(doing, moment.facts["paid_on"], not_before=moment.case.opened_on, because="受理")
    if receiver_of(moment.case, name) is None:
        raise Refusal(f"不能{doing}", why="不在本线索的劳动者名单中，或者同名", remedy="请核对姓名", cites=CASE)
    if (
        fen <= 0
        or ReliefGrant.objects.filter(
            case=moment.case, voucher=moment.facts["voucher"], withdrawn_on__isnull=True
        ).exists()
    ):
        raise Refusal(f"不能{doing}", why="金额不大于零，或者该凭证已经登记", remedy="请核对凭证", cites=CASE)
    if moment.step == "paid":
        total, paid = granted(moment.case), relief_paid(moment.case)
        if paid + fen > total:
            why = f"同意救助{yuan(total)}元，已发放（含先行救助）{yuan(paid)}元，再发{yuan(fen)}元就超过了"
            raise Refusal(f"不能{doing}", why=why, remedy="请核对金额", cites=URGENT)


def taken(moment: Moment) -> None:
    """Keep the grant; tie referrals to the file; write the answer on them."""
    if moment.step == "receive":
        names = {str(one).strip() for one in moment.facts["who"]}
        waiting = HardshipReferral.objects.filter(clue=moment.case.clue, case__isnull=True, answered_on__isnull=True)
        waiting.filter(claim__worker__name__in=names).update(case=moment.case)
    elif moment.step in MONEY_STEPS:
        claim = receiver_of(moment.case, str(moment.facts["receiver"]).strip())
        assert claim is not None and moment.row is not None
        ReliefGrant.objects.create(
            case=moment.case,
            step=moment.row,
            claim=claim,
            urgent=MONEY_STEPS[moment.step],
            amount_fen=moment.facts["amount"],
            paid_on=moment.facts["paid_on"],
            voucher=moment.facts["voucher"],
        )
    elif moment.step == "answer":
        decision = next(row for row in reversed(standing_rows(moment.case)) if row.step == "decision")
        said = "给予救助" if decision.facts["result"] == "grant" else "不符合条件"
        HardshipReferral.objects.filter(case=moment.case).update(answered_on=moment.on, answer=said)


def struck(moment: Moment) -> None:
    """A money step struck takes its grant back."""
    ReliefGrant.objects.filter(step=moment.row).update(withdrawn_on=moment.on)


def receiver_of(case: Case, name: str) -> Claim | None:
    """The one claim of the clue whose worker bears that name."""
    found = [claim for claim in claims_of(case.clue) if claim.worker.name == name]
    return found[0] if len(found) == 1 else None


def granted(case: Case) -> int:
    """What the decision grants, in 分."""
    decisions = [row for row in standing_rows(case) if row.step == "decision" and row.facts.get("result") == "grant"]
    return int(decisions[-1].facts["total"]) if decisions else 0


def relief_paid(case: Case) -> int:
    """What was paid in relief, urgent help included, in 分."""
    return sum(ReliefGrant.objects.filter(case=case, withdrawn_on__isnull=True).values_list("amount_fen", flat=True))
