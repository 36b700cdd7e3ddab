"""A secret is written once: of two that set up at the same moment one makes it, and both read the same one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_once(path: Path, content: str) -> bool:
    """Write a file with mode 600 unless it is there; True when this call made it. Nobody ever reads half of it."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written whole beside, then given its name: a link, unlike a renaming, never takes the place of what is there.
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(content)
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    return True
