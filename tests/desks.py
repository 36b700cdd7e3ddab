"""People at the desks of other bodies, for tests: one unit of a kind in a county, one person with one duty there."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Unit
from tests.conftest import person

NAMES = {
    UnitKind.MEDIATION: "人民调解委员会",
    UnitKind.ARBITRATION: "劳动人事争议仲裁委员会",
    UnitKind.LEGAL_AID: "法律援助中心",
    UnitKind.NOTARY: "公证处",
    UnitKind.POLICE: "公安局",
    UnitKind.PROCURATORATE: "人民检察院",
    UnitKind.COURT: "人民法院",
    UnitKind.PETITION: "信访局",
    UnitKind.CIVIL_AFFAIRS: "民政局",
}
PLACES = {"410721": "新乡县", "410724": "获嘉县", "410700": "新乡市"}


def desk_unit(kind: UnitKind, region: str = "410721") -> Unit:
    """The body of that kind in the region; made once."""
    name = f"{PLACES[region]}{NAMES[kind]}"
    defaults = {
        "name": name,
        "short_name": name,
        "kind": kind,
        "region_id": region,
        "document_word": name[:2] + NAMES[kind][:1],
        "phone": "0373-5551234",
        "address": f"{PLACES[region]}建设路3号",
    }
    unit, _ = Unit.objects.get_or_create(code=f"{kind}-{region}", defaults=defaults)
    return unit


def desk_person(duty: str, kind: UnitKind, *, region: str = "410721", username: str = "", name: str = "") -> Any:
    """Somebody with that duty at the body of that kind."""
    return person(username or f"{duty}-{region}", name or f"{duty}某", desk_unit(kind, region), duty)
