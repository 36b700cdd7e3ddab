"""`nuanxin setup`: tables, keys, regions, the operator's account. Done again it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.foundation.organisations.regions import PACKAGED_NAME, builtin_rows, load_regions, packaged_rows
from nuanxin.foundation.vault.keys import make_key_file
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "建立数据库、密钥、区划与内置账号；可重复执行。"

    def run(self, **options: Any) -> Mapping[str, Any]:
        call_command("migrate", verbosity=0, interactive=False)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("createcachetable", verbosity=0)
        key_made = make_key_file(settings.NUANXIN_KEY_FILE)
        wheel = Path(settings.NUANXIN_HOME) / "divisions" / PACKAGED_NAME
        added = load_regions(packaged_rows(wheel)) if wheel.exists() else 0
        added += load_regions(builtin_rows())  # the functional zones, and all there is without the packaged set
        operator()
        if not wheel.exists():
            self.note("没有找到区划数据包，只装入了内置的小集合；联网后执行 make setup 可补全。")
        return {
            "regions": Region.objects.count(),
            "regions_added": added,
            "duties": len(DUTIES),
            "key_file_made": key_made,
            "database": settings.DATABASES["default"]["ENGINE"].rpartition(".")[2],
        }
