"""Is this employer listed, why, until when: by credit code or by name, with the reason why a name was taken for an employer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.linkage import find_employer
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.credit.alike import SHOWN, alike_listed, standing_listings
from nuanxin.rights.credit.listing.conditions import GROUNDS, RULE
from nuanxin.rights.credit.models import Listing

PURPOSES = {"bidding": "招标投标", "loan": "融资贷款", "licence": "行政许可、资质", "other": "其他"}


@dataclass(frozen=True)
class Entry:
    """One standing listing as it is told to others: no identity number, names of persons only where published."""

    employer: str
    credit_code: str
    decided_on: date
    until: date | None
    why: str
    decision: str
    organ: str
    cites: str = f"{RULE}第五条、第十一条"


@dataclass(frozen=True)
class Answer:
    """listed None: it is not certain whom the question means; `alike` are the employers of similar names."""

    listed: bool | None
    employer: str = ""
    credit_code: str = ""
    how: str = ""
    entries: tuple[Entry, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()


def of_employer(employer: Employer, on: date) -> list[Listing]:
    """The standing listings of an employer and of what was merged into it."""
    key = employer.merged_into_id or employer.pk
    mine = Q(employer=key) | Q(employer__merged_into=key)
    rows = Listing.objects.filter(mine & standing_listings(on)).select_related("unit")
    return list(rows.order_by("decided_on", "pk"))


@transaction.atomic
def ask(*, credit_code: str, name: str, region: str, purpose: str, by: Staff, on: date) -> Answer:
    """Answer a question for a bid, a loan or a licence. Every question is written into the audit chain with its answer."""
    credit_code, name = credit_code.strip().upper(), name.strip()
    if not credit_code and not name:
        raise BadInput(Fault("没有写明信用代码或者名称", column="credit_code", remedy="请至少填一项"))
    found = find_employer(name, credit_code, region, near=False)
    near = found.alike if found.party else _near(found.alike, name, region, on)
    answer = (
        _answer(found.party, found.how, near, on)
        if found.party or near
        else Answer(False, how="名单上没有查到该单位，也没有名称相近的单位")
    )
    details = {
        "credit_code": credit_code,
        "name": name,
        "purpose": purpose,
        "listed": answer.listed,
        "employer": found.party.pk if found.party else None,
        "on": on,
    }
    record("ask_listing", about=("credit", credit_code or name[:60]), by=by, details=details)
    return answer


def _near(same: Iterable[Employer], name: str, region: str, on: date) -> list[Employer]:
    """Whom a name may mean: those of the very name, then those on the list whose name is alike."""
    found = {one.pk: one for one in [*same, *alike_listed(name, region, on)]}
    return list(found.values())[:SHOWN]


def _answer(party: Employer | None, how: str, alike: Iterable[Employer], on: date) -> Answer:
    near = tuple((one.name, one.credit_code or "") for one in alike)
    if party is None:
        return Answer(None, how="名称相近，不能确定是同一单位，请按统一社会信用代码查询", alike=near)
    entries = tuple(_entry(one) for one in of_employer(party, on))
    return Answer(bool(entries), party.name, party.credit_code or "", how, entries, near)


def _entry(row: Listing) -> Entry:
    assert row.decided_on is not None
    why = dict(GROUNDS).get(row.ground, "") + "，经责令限期支付逾期未支付"
    return Entry(row.name, row.credit_code, row.decided_on, row.until, why, row.number, row.unit.name)
