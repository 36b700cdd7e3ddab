"""Which seal service stands here: none, the sandbox of the demonstration, or the supplier's class by its address."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from django.conf import settings

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.sealing.adapter import SealService
from nuanxin.foundation.documents.sealing.sandbox import SandboxSeal

SANDBOX = "sandbox"
_REMEDY = "请系统管理员核对 NUANXIN_SEAL_SERVICE；没有电子印章的留空，打印盖章后上传扫描件"


def seal_service() -> SealService | None:
    """The service that NUANXIN_SEAL_SERVICE names ("package.module:Class"); None: print, stamp, scan. Refusal when faulty."""
    wanted: str = getattr(settings, "NUANXIN_SEAL_SERVICE", "")
    if not wanted:
        return None
    if wanted == SANDBOX:
        if not settings.NUANXIN_DEMO:
            raise Refusal("不能使用演示印模", why="演示印模没有法律效力，只能在演示环境使用", remedy=_REMEDY)
        return SandboxSeal()
    module, _, name = wanted.partition(":")
    try:
        return cast(SealService, getattr(import_module(module), name)())
    except (ImportError, AttributeError, TypeError, ValueError) as wrong:
        raise Refusal("电子印章服务不能使用", why=f"没有找到“{wanted}”：{wrong}", remedy=_REMEDY) from wrong
