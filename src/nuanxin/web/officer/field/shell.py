"""The phone page itself: an empty shell without any personal data, its service worker, its manifest.

The worker is served below /officer/field/ because a worker governs only what lies below its own address.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.web.officer.gate import officer_page

_WORKER = "nuanxin/field/worker.js"
# Everything the page loads: kept on the phone by the worker, so that it opens without a network.
ASSETS = (
    "nuanxin/tokens.css",
    "nuanxin/common.css",
    "nuanxin/field/field.css",
    "nuanxin/mark.svg",
    "nuanxin/field/icon-192.png",
    "nuanxin/field/icon-512.png",
    "nuanxin/field/app.js",
    "nuanxin/field/cases.js",
    "nuanxin/field/drawing.js",
    "nuanxin/field/pictures.js",
    "nuanxin/field/store.js",
    "nuanxin/field/sync.js",
    "nuanxin/field/visit.js",
    "idb/index.js",
)


@officer_page(Permission.INSPECTION_RECORD)
def field(request: HttpRequest) -> HttpResponse:
    """The shell. What it shows comes from the phone's own store."""
    return render(request, "officer/field/shell.html")


@officer_page(Permission.INSPECTION_RECORD)
def field_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: the house's script with the list of what to keep and the version of its content."""
    shell = reverse("officer:field")
    told = {"version": _version(), "shell": shell, "assets": [static(name) for name in ASSETS]}
    script = f"const KEEP = {json.dumps(told)};\n{_read(_WORKER).decode()}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@officer_page(Permission.INSPECTION_RECORD)
def field_manifest(request: HttpRequest) -> HttpResponse:
    """What the phone needs to put the page on its home screen."""
    shell = reverse("officer:field")
    icons = [
        {"src": static(f"nuanxin/field/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    told = {
        "id": shell, "name": "暖薪 外勤检查", "short_name": "外勤检查", "lang": "zh-CN", "start_url": shell, "scope": shell,
        "display": "standalone", "background_color": "#eef2f7", "theme_color": "#0f4a93", "icons": icons,
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@cache
def _version() -> str:
    """Changes when any kept file changes: the phone then fetches all of them anew."""
    return sm3(b"".join(_read(name) for name in (*ASSETS, _WORKER))).hex()[:16]


def _read(name: str) -> bytes:
    found = finders.find(name)
    return Path(str(found)).read_bytes() if found else b""
