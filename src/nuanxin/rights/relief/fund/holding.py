"""The fund itself: set up for a place, filled by the treasury."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.relief.fund.balance import lowest, movements
from nuanxin.rights.relief.fund.caps import CITES
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAllocation
from nuanxin.rights.relief.managing import day_is_sound, must_manage


@transaction.atomic
def open_fund(*, region: Region, basis: str, opened_on: date, by: Staff, on: date) -> EmergencyFund:
    """Set up the fund of a place; one each."""
    doing = f"设立{region.name}应急周转金"
    must_manage(by, region.pk, doing=doing)
    day_is_sound(doing, opened_on)
    if not basis.strip() or EmergencyFund.objects.filter(region=region).exists():
        raise Refusal(f"不能{doing}", why="没有写明设立依据，或者已经设立", remedy="请填写批准文件", cites=CITES)
    fund = EmergencyFund.objects.create(
        region=region, unit=receiving_unit(region), basis=basis.strip(), opened_on=opened_on, by=by
    )
    record("open_fund", about=fund, by=by, details={"on": on})
    return fund


def fund_of(region: str) -> EmergencyFund | None:
    """The nearest fund: of the place itself, else of what it lies in."""
    areas = RegionReach.objects.filter(member=region).values_list("area", flat=True)
    funds = {
        fund.region_id: fund for fund in EmergencyFund.objects.filter(region__in=areas).select_related("region", "unit")
    }
    return funds.get(region) or max(funds.values(), key=lambda fund: fund.region_id.rstrip("0"), default=None)


@transaction.atomic
def allocate(
    *, fund: EmergencyFund, amount_fen: int, allocated_on: date, document: str, by: Staff, on: date
) -> FundAllocation:
    """Money from the treasury, with its document."""
    fund = locked(fund)
    doing = f"登记{fund}拨款"
    must_manage(by, fund.region_id, doing=doing)
    day_is_sound(doing, allocated_on, not_before=fund.opened_on, because="设立")
    known = FundAllocation.objects.filter(fund=fund, document=document.strip(), withdrawn_on__isnull=True)
    if amount_fen <= 0 or not document.strip() or known.exists():
        raise Refusal(f"不能{doing}", why="金额不大于零、没有文号，或者该文号已经登记", remedy="请核对拨款文件")
    row = FundAllocation.objects.create(
        fund=fund, amount_fen=amount_fen, allocated_on=allocated_on, document=document.strip(), by=by
    )
    record("allocate_fund", about=row, by=by, details={"fen": amount_fen, "on": on})
    return row


@transaction.atomic
def withdraw_allocation(*, allocation: FundAllocation, why: str, by: Staff, on: date) -> FundAllocation:
    """A wrong allocation: marked, counted no more; the fund may on no day have been empty because of it."""
    fund = locked(allocation.fund)
    allocation = FundAllocation.objects.select_for_update().get(pk=allocation.pk)
    must_manage(by, fund.region_id, doing="撤下周转金拨款")
    if allocation.withdrawn_on or not why.strip():
        raise Refusal("不能撤下这笔拨款", why="已经撤下，或者没有写明理由", remedy="请写明理由")
    allocation.withdrawn_on, allocation.withdrawn_why = on, why.strip()
    allocation.save(update_fields=["withdrawn_on", "withdrawn_why"])
    if lowest(movements(fund), fund.opened_on) < 0:
        raise Refusal("不能撤下这笔拨款", why="撤下后有的日子余额会小于零", remedy="请先核对垫付记录")
    record("withdraw_allocation", about=allocation, by=by, reason=why, details={"on": on})
    return allocation


def locked(fund: EmergencyFund) -> EmergencyFund:
    """The row as it stands now: two advances never promise the same money."""
    return EmergencyFund.objects.select_for_update(of=("self",)).select_related("region", "unit").get(pk=fund.pk)
