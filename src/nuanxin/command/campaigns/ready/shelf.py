"""The ready campaigns: one YAML a campaign, `plan` as `nuanxin read_notice` gives it, with the counters of its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nuanxin.command.campaigns.opened.checking import checked_plan
from nuanxin.foundation.common.errors import NotFound

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Ready:
    """One ready campaign: its key, the name by which people know it, its plan."""

    key: str
    name: str
    plan: Mapping[str, Any]
    drive: bool = False  # meant to be opened inside another campaign

    @property
    def parts(self) -> tuple[Mapping[str, Any], ...]:
        """The plan, and the one that it forwards."""
        inner = self.plan.get("forwarded")
        return (self.plan, inner) if inner else (self.plan,)


@cache
def shelf() -> dict[str, Ready]:
    """Key → ready campaign, in the order of their names. BadInput names the file that is wrong."""
    found = {}
    for path in sorted(_HERE.glob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[said["key"]] = Ready(said["key"], said["name"], checked_plan(said["plan"]), bool(said.get("drive")))
    return found


def ready_campaign(key: str) -> Ready:
    """The ready campaign, or NotFound."""
    if key not in shelf():
        raise NotFound("没有这个预置行动", remedy="请从预置行动页面打开")
    return shelf()[key]
