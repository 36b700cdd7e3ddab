"""What the environment decides: home folder, database, keys, demo mode. Read once, here."""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from nuanxin.foundation.vault.once import write_once


def home() -> Path:
    """The folder for everything that is kept: database, uploads, keys. Default `./var`."""
    folder = Path(os.environ.get("NUANXIN_HOME", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def demo() -> bool:
    """Whether this is a demonstration: invented data, sign-in names shown on the sign-in page."""
    return os.environ.get("NUANXIN_DEMO") == "1"


def database() -> dict[str, Any]:
    """The database named by NUANXIN_DATABASE_URL; SQLite with a write-ahead log under the home folder by default."""
    url = os.environ.get("NUANXIN_DATABASE_URL", "")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": _host(parts.netloc),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # The server reckons with turning disks, on which reading an index is four times as dear as reading on.
            "OPTIONS": {"options": "-c random_page_cost=1.1"},
        }
    if url and parts.scheme != "sqlite":
        raise SystemExit(
            f"NUANXIN_DATABASE_URL：不认识的数据库类型“{parts.scheme}”，请写 sqlite:///路径 或 postgresql://…"
        )
    path = Path(unquote(parts.path)) if url else home() / "nuanxin.sqlite3"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE: a writer waits its turn at the start of a transaction instead of failing in the middle of one.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # A gibibyte of the file is read where the system keeps it, which halves what reading many rows takes.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
            "PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;",
        },
    }


def number(name: str, default: int) -> int:
    """A whole number from 0 on; 0 switches the limit off."""
    text = os.environ.get(name, "").strip()
    if text and not (text.isascii() and text.isdigit()):
        raise SystemExit(f"{name}：“{text}”不是整数，请写 0 或正整数（0 表示不限制）")
    return int(text) if text else default


def cache() -> dict[str, Any]:
    """Where limits are counted, by NUANXIN_CACHE_URL: the database by default, so that all worker processes count together.

    `redis://host:6379/0` for several machines; `memory:` only for a single process, such as a test.
    """
    url = os.environ.get("NUANXIN_CACHE_URL", "")
    scheme = urlsplit(url).scheme
    if not url or scheme == "database":
        return {
            "BACKEND": "nuanxin.web.patterns.doorway.shared_cache.SharedCache",
            "LOCATION": "shared_cache",
            # Full, it would forget the oldest counts: room for every address and telephone of a busy hour.
            "OPTIONS": {"MAX_ENTRIES": 200_000},
        }
    if scheme in ("redis", "rediss"):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    if scheme == "memory":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    raise SystemExit(
        f"NUANXIN_CACHE_URL：不认识的缓存类型“{scheme or url}”，请写 redis://主机:端口/库 或 memory:，或不设置（用数据库）"
    )


def clamd() -> str:
    """Where the virus scanner listens, by NUANXIN_CLAMD; empty: none, and every upload says that it was not scanned."""
    address = os.environ.get("NUANXIN_CLAMD", "").strip()
    parts = urlsplit(address)
    if address and not (address.startswith("unix:/") or (parts.scheme == "tcp" and parts.hostname and parts.port)):
        raise SystemExit(f"NUANXIN_CLAMD：“{address}”不对，请写 unix:/run/clamav/clamd.ctl 或 tcp://主机:3310")
    return address


def trusted_proxies() -> tuple[str, ...]:
    """Addresses or networks of the proxies before us, by NUANXIN_TRUSTED_PROXIES; without one nobody's word is taken."""
    named = tuple(part.strip() for part in os.environ.get("NUANXIN_TRUSTED_PROXIES", "").split(",") if part.strip())
    for one in named:
        try:
            ip_network(one, strict=False)
        except ValueError as wrong:
            raise SystemExit(
                f"NUANXIN_TRUSTED_PROXIES：“{one}”不是地址也不是网段，请写 127.0.0.1 或 10.0.0.0/8"
            ) from wrong
    return named


def _host(netloc: str) -> str:
    """The host as written: a socket's folder (%2Ftmp%2F…) keeps its capitals, which `hostname` would lose."""
    host = netloc.rpartition("@")[2]
    bare = host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    return unquote(bare)


def key_file() -> Path:
    """The file with the encryption keys; made with mode 600 by `nuanxin setup` where none is given."""
    given = os.environ.get("NUANXIN_KEY_FILE")
    return Path(given) if given else home() / "keys.json"


def session_secret() -> str:
    """Django's secret key: from the environment, else kept in the home folder with mode 600."""
    given = os.environ.get("NUANXIN_SECRET_KEY")
    if given:
        return given
    path = home() / "session.key"
    write_once(path, secrets.token_urlsafe(48))
    return path.read_text().strip()
