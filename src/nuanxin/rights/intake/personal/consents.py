"""Notice and consent: handling a claim rests on the duty of the office, told beforehand; sensitive data are agreed to apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.personal.records import ConsentRecord
from nuanxin.rights.intake.thread import WORKER, on_locked_clue, write_down

NOTICE, IDENTITY, LOCATION = "notice", "identity", "location"


@dataclass(frozen=True)
class Consent:
    """A purpose: its name, the words shown, whether it is a consent (which may be withdrawn) or a notice of a duty."""

    key: str
    name: str
    wording: str
    basis: str
    withdrawable: bool


PURPOSES: dict[str, Consent] = {
    one.key: one
    for one in (
        Consent(
            NOTICE,
            "办理欠薪反映（告知）",
            "您填写的内容只用于核实和处理您反映的欠薪事项，只有承办单位能看到，不会告诉用人单位是谁反映的",
            "个保法 13(三),17,35",
            False,
        ),
        Consent(
            IDENTITY,
            "身份证号（单独同意）",
            "身份证号用来核对工资表、防止冒领；不提供也可以反映",
            "个保法 28,29,30",
            True,
        ),
        Consent(
            LOCATION,
            "手机定位（单独同意）",
            "定位用来找到工地在哪里，只记一个点，不跟踪；不提供也可以反映",
            "个保法 28,29,30",
            True,
        ),
    )
}


def record_consents(
    *, clue: Clue, reporter: Reporter | None, claim: Claim | None = None, purposes: Sequence[str], way: str, on: date
) -> list[ConsentRecord]:
    """Write down what was told and agreed to, in the transaction of the act that took the data.

    `claim`: the line of a workmate who joined by the link; he is no reporter.
    """
    rows = [
        ConsentRecord(
            clue=clue,
            reporter=reporter,
            claim=claim,
            purpose=key,
            wording=PURPOSES[key].wording,
            way=way,
            given_on=on,
        )
        for key in dict.fromkeys(purposes)
        if key in PURPOSES
    ]
    return ConsentRecord.objects.bulk_create(rows)


def consents_of(clue: Clue, reporter: Reporter | None = None, claim: Claim | None = None) -> list[ConsentRecord]:
    """Oldest first; of one person (as reporter, as worker who joined), or of the whole clue."""
    rows = ConsentRecord.objects.filter(clue=clue).order_by("pk")
    if reporter is None and claim is None:
        return list(rows)
    own = Q(reporter=reporter) if reporter else Q(pk__in=[])
    return list(rows.filter(own | Q(claim=claim) if claim else own))


def agreed(clue: Clue, purpose: str) -> bool:
    """Whether a consent to this stands."""
    return ConsentRecord.objects.filter(clue=clue, purpose=purpose, withdrawn_on__isnull=True).exists()


@on_locked_clue
def withdraw_consent(*, clue: Clue, purpose: str, on: date, claim: Claim | None = None) -> None:
    """The worker takes a consent back: from now on the data are kept shut and no longer shown (第十五、四十七条). Raises Refusal.

    `claim`: a workmate who joined takes back his own; without it, whoever reported takes back his. Nobody another's.
    """
    known = PURPOSES.get(purpose)
    if known is None or not known.withdrawable:
        raise Refusal(
            "不能撤回",
            why="这是单位依法办理所必需的",
            remedy="不想继续反映的，可以撤回反映",
            cites="个人信息保护法第十三条",
        )
    standing = ConsentRecord.objects.filter(clue=clue, claim=claim, purpose=purpose, withdrawn_on__isnull=True)
    done = standing.update(withdrawn_on=on)
    if not done:
        raise Refusal("不能撤回", why="没有这项同意，或者已经撤回", remedy="请刷新页面看看")
    record(
        "withdraw_consent", about=clue, by=WORKER, details={"purpose": purpose, "on": on, "claim": claim and claim.pk}
    )
    write_down(
        "withdraw_consent",
        clue=clue,
        by=None,
        on=on,
        text=f"撤回同意：{known.name}",
        for_worker=f"您撤回了：{known.name}",
        details={"purpose": purpose},
    )
