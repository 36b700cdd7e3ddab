"""A database of its own for a bench: never the ledger of the place. PostgreSQL where it is installed, and SQLite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from nuanxin.foundation.audit.models import AuditEvent

_SERVER = Path(settings.CHECKOUT) / "scripts" / "with-postgresql"


def databases() -> list[str]:
    """Which kinds of database this machine can give a bench."""
    return (
        ["postgresql", "sqlite"] if _SERVER.exists() and any(Path("/usr/lib/postgresql").glob("*/bin")) else ["sqlite"]
    )


def run_in_scratch(bench: str, database: str, rows: int | None, keep: Path | None = None) -> dict[str, Any]:
    """Run one bench in a process of its own on an empty database, and read its report.

    keep: the database stays in this folder and is taken up again; whoever names it throws it away.
    """
    with _folder(keep and keep / f"{bench}-{database}") as folder:
        Path(folder).chmod(0o755)  # the database server runs under another account
        answer = Path(folder) / "report.json"
        command = [sys.executable, "-m", "nuanxin", "bench", bench, "--inside", str(answer)]
        command += ["--rows", str(rows)] if rows else []
        environment = {**os.environ, "NUANXIN_HOME": f"{folder}/home", "NUANXIN_SECRET_KEY": "only-for-a-bench"}
        environment.pop("NUANXIN_DATABASE_URL", None)
        environment.pop("NUANXIN_KEY_FILE", None)
        if database == "postgresql":
            command = ["sh", str(_SERVER), folder, *command]
        done = subprocess.run(command, env=environment, stdout=sys.stderr, check=False)  # noqa: S603  (our own command)
        if done.returncode:
            raise CommandError(f"测速“{bench}”（{database}）没有完成，原因见上。", returncode=1)
        report: dict[str, Any] = json.loads(answer.read_text())
        return report


def lay_tables() -> None:
    """The tables as the models are now, in seconds: a scratch database has no history that migrations would keep."""
    settings.MIGRATION_MODULES = dict.fromkeys((app.label for app in apps.get_app_configs()), None)
    kept = AuditEvent._meta.db_table in connection.introspection.table_names()
    call_command("migrate", run_syncdb=True, verbosity=0)
    if not kept:  # a database that was kept is guarded already
        guard_the_log()


def guard_the_log() -> None:
    """What the migrations do beyond the models: the log stays append-only by the database's own hand."""
    with connection.schema_editor() as editor:
        import_module("nuanxin.foundation.audit.migrations.0002_append_only").guard(apps, editor)


def _folder(keep: Path | None) -> AbstractContextManager[str]:
    if keep is None:
        return tempfile.TemporaryDirectory(prefix="nuanxin-bench-", ignore_cleanup_errors=True)
    keep.mkdir(parents=True, exist_ok=True)
    return nullcontext(str(keep.resolve()))
