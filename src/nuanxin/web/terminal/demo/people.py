"""The demonstration's units and accounts: one for each duty, in a county, its neighbour and the city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Post, Region, Staff, Unit
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.web.patterns.entrance import DEMO_PASSWORD

COUNTY, NEIGHBOUR, CITY = "410721", "410724", "410700"
SINCE = date(2019, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Who plays: the county's bureau and the units around it."""

    reception: Staff
    inspector: Staff
    second: Staff
    head: Staff
    reviewer: Staff
    statistician: Staff
    housing: Staff
    neighbour: Staff
    city_head: Staff
    coordinator: Staff
    county_leader: Staff
    housing_unit: Unit
    places: tuple[str, ...]  # where the work was done: the townships, and the county where nobody knows the township


def engage() -> Cast:
    """Enter units and accounts; those that are there stay."""
    county, neighbour, city = (receiving_unit(Region.objects.get(pk=code)) for code in (COUNTY, NEIGHBOUR, CITY))
    for unit, word, address in (
        (county, "新人社", "新乡县青年路1号"),
        (neighbour, "获人社", "获嘉县健康路2号"),
        (city, "新人社", "新乡市平原路100号"),
    ):
        Unit.objects.filter(pk=unit.pk).update(document_word=word, address=address, phone="0373-5550100")
    housing, _ = Unit.objects.get_or_create(
        code=f"housing-{COUNTY}",
        defaults={
            "name": "新乡县住房和城乡建设局",
            "short_name": "新乡县住建局",
            "kind": UnitKind.HOUSING,
            "region_id": COUNTY,
            "phone": "0373-5550200",
            "address": "新乡县青年路8号",
        },
    )
    office, _ = Unit.objects.get_or_create(
        code=f"office-{CITY}",
        defaults={
            "name": "新乡市农民工工作领导小组办公室",
            "short_name": "市农民工办",
            "kind": UnitKind.LEADING_GROUP,
            "region_id": CITY,
            "phone": "0373-5550300",
        },
    )
    county = Unit.objects.get(pk=county.pk)
    cast = Cast(
        reception=_account("demo-reception", "刘接待", county, "reception"),
        inspector=_account("demo-inspector", "王承办", county, "inspector"),
        second=_account("demo-second", "李协办", county, "inspector"),
        head=_account("demo-head", "赵队长", county, "inspection_head"),
        reviewer=_account("demo-reviewer", "吴法制", county, "legal_reviewer"),
        statistician=_account("demo-statistician", "郑统计", county, "statistician"),
        housing=_account("demo-housing", "孙住建", housing, "department_officer"),
        neighbour=_account("demo-neighbour", "钱邻县", neighbour, "inspection_head"),
        city_head=_account("demo-city", "周支队长", city, "inspection_head"),
        coordinator=_account("demo-coordinator", "冯协调", office, "coordinator"),
        county_leader=_account("demo-leader", "陈县长", county, "leader"),
        housing_unit=housing,
        places=(*_townships() * 4, COUNTY),
    )
    _account("demo-city-statistician", "卫汇总", city, "statistician")
    _account("demo-system", "蒋系统", city, "system_admin")
    _account("demo-security", "沈安全", city, "security_admin")
    _account("demo-audit", "韩审计", city, "audit_admin")
    return cast


def _townships() -> list[str]:
    return list(Region.objects.filter(parent=COUNTY).order_by("pk").values_list("pk", flat=True))


def _account(username: str, name: str, unit: Unit, duty: str) -> Staff:
    staff = Staff.objects.filter(username=username).first()
    if staff is None:
        staff = Staff.objects.create_user(username, DEMO_PASSWORD, name=name, unit=unit, phone="0373-5550101")
    Post.objects.get_or_create(
        staff=staff, unit=unit, duty=duty, region_id=unit.region_id, defaults={"valid_from": SINCE}
    )
    return staff
