"""What every journey watches for on every page: nothing serious from axe, no breach of the policy, no request elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
# Where screenshots go, for a look by eye; nothing is kept unless asked.
SHOTS = os.environ.get("NUANXIN_SHOTS", "")
DESK, PHONE_SIZE = (1366, 768), (360, 740)
PATIENCE = 30_000  # milliseconds; a busy machine is slow, and only what never comes is a fault
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium at /usr/bin/chromium"),
]


def listen(page: Any, site: Any) -> list[str]:
    """The list in which console messages, script errors and requests to other hosts of this page gather."""
    troubles: list[str] = []

    def hear(message: Any) -> None:
        # Pages that are problems answer 4xx on purpose.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            troubles.append(f"console: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("request", lambda r: None if r.url.startswith((site.url, "data:")) else troubles.append(f"away: {r.url}"))
    return troubles


def serious(page: Any, name: str) -> list[str]:
    """What axe finds serious or critical, with the place and the reason."""
    axe_module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    found = []
    for violation in axe_module.Axe().run(page).response["violations"]:
        if violation["impact"] in ("serious", "critical"):
            nodes = "; ".join(f"{n['html'][:140]} | {n['failureSummary'][:200]}" for n in violation["nodes"][:3])
            found.append(f"{name} axe {violation['id']}: {nodes}")
    return found


def too_wide(page: Any, name: str) -> list[str]:
    """Whether the page must be pushed sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{name}: {wide}px wider than the screen"] if wide > 1 else []
