"""The demonstration's units and accounts: one for each duty, in a county, its neighbour and the city."""

from __future__ import annotations

from collections.abc import Mapping
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
    desks: Mapping[str, Staff]  # by duty: one at each desk of the county's other bodies
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
        reception=desk_account("demo-reception", "刘接待", county, "reception"),
        inspector=desk_account("demo-inspector", "王承办", county, "inspector"),
        second=desk_account("demo-second", "李协办", county, "inspector"),
        head=desk_account("demo-head", "赵队长", county, "inspection_head"),
        reviewer=desk_account("demo-reviewer", "吴法制", county, "legal_reviewer"),
        statistician=desk_account("demo-statistician", "郑统计", county, "statistician"),
        housing=desk_account("demo-housing", "孙住建", housing, "department_officer"),
        neighbour=desk_account("demo-neighbour", "钱邻县", neighbour, "inspection_head"),
        city_head=desk_account("demo-city", "周支队长", city, "inspection_head"),
        coordinator=desk_account("demo-coordinator", "冯协调", office, "coordinator"),
        county_leader=desk_account("demo-leader", "陈县长", county, "leader"),
        housing_unit=housing,
        desks=_desks(county),
        places=(*townships() * 4, COUNTY),
    )
    desk_account("demo-city-statistician", "卫汇总", city, "statistician")
    desk_account("demo-system", "蒋系统", city, "system_admin")
    desk_account("demo-security", "沈安全", city, "security_admin")
    desk_account("demo-audit", "韩审计", city, "audit_admin")
    return cast


# Unit, short name, document word, and who works there: duty, account, name.
_BODIES: tuple[tuple[UnitKind, str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (UnitKind.MEDIATION, "新乡县人民调解委员会", "县调委会", "新",
     (("mediator", "demo-mediator", "何调解"), ("mediation_head", "demo-mediation-head", "罗主任"))),
    (UnitKind.ARBITRATION, "新乡县劳动人事争议仲裁委员会", "县仲裁委", "新",
     (("arbitrator", "demo-arbitrator", "梁仲裁"), ("arbitration_head", "demo-arbitration-head", "宋院长"))),
    (UnitKind.LEGAL_AID, "新乡县法律援助中心", "县法援中心", "新",
     (("aid_officer", "demo-aid", "唐援助"), ("aid_head", "demo-aid-head", "许主任"))),
    (UnitKind.NOTARY, "新乡县公证处", "县公证处", "新", (("notary", "demo-notary", "邓公证"),)),
    (UnitKind.POLICE, "新乡县公安局", "县公安局", "新公", (("police_liaison", "demo-police", "傅民警"),)),
    (UnitKind.PROCURATORATE, "新乡县人民检察院", "县检察院", "新检",
     (("prosecutor_liaison", "demo-prosecutor", "沈检察"),)),
    (UnitKind.COURT, "新乡县人民法院", "县法院", "新法", (("court_liaison", "demo-court", "曾法官"),)),
    (UnitKind.PETITION, "新乡县信访局", "县信访局", "新访", (("petition_officer", "demo-petition", "彭信访"),)),
    (UnitKind.CIVIL_AFFAIRS, "新乡县民政局", "县民政局", "新民", (("civil_affairs_officer", "demo-civil", "吕民政"),)),
)  # fmt: skip


def _desks(county: Unit) -> dict[str, Staff]:
    """One at each desk; credit and the funds are looked after by the county's bureau itself."""
    found: dict[str, Staff] = {}
    for kind, name, short, word, people in _BODIES:
        made = {"name": name, "short_name": short, "kind": kind, "region_id": COUNTY, "phone": "0373-5550400"}
        more = {"document_word": word, "address": "新乡县建设路3号"}
        unit, _ = Unit.objects.get_or_create(code=f"{kind}-{COUNTY}", defaults={**made, **more})
        for duty, username, called in people:
            found[duty] = desk_account(username, called, unit, duty)
    for duty, username, called in (
        ("credit_officer", "demo-credit", "苏信用"),
        ("fund_manager", "demo-fund", "卢资金"),
        ("fund_approver", "demo-fund-head", "蔡审批"),
    ):
        found[duty] = desk_account(username, called, county, duty)
    return found


def townships() -> list[str]:
    """Codes of the county's towns, as many as the divisions at hand name."""
    return list(Region.objects.filter(parent=COUNTY).order_by("pk").values_list("pk", flat=True))


def desk_account(username: str, name: str, unit: Unit, duty: str) -> Staff:
    """An account of the demonstration with one post; those that are there stay."""
    staff = Staff.objects.filter(username=username).first()
    if staff is None:
        staff = Staff.objects.create_user(username, DEMO_PASSWORD, name=name, unit=unit, phone="0373-5550101")
    Post.objects.get_or_create(
        staff=staff, unit=unit, duty=duty, region_id=unit.region_id, defaults={"valid_from": SINCE}
    )
    return staff
