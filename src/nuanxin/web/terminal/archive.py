"""Back-up and restore: database, uploaded files and a manifest of SM3 digests in one file; keys only when asked.

SQLite is copied by its own online back-up, PostgreSQL by pg_dump: both see one moment, work goes on meanwhile.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.sm import sm3

MANIFEST = "manifest.json"
FORMAT = 1


def back_up(target: Path, *, with_keys: bool, made_at: str) -> dict[str, Any]:
    """Write everything into one .tar.gz beside its name, then move it into place: half a back-up never stands there."""
    if target.is_dir() or not target.parent.is_dir():
        raise BadInput(Fault(f"不能写入 {target}", remedy="请给出已有文件夹中的文件名"))
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        work = Path(folder)
        parts = {"database": _dump_database(work / "database")}
        files = sorted(p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file())
        parts |= {f"files/{p.relative_to(settings.MEDIA_ROOT)}": p for p in files}
        if with_keys:
            parts["keys.json"] = Path(settings.NUANXIN_KEY_FILE)
        manifest = {
            "format": FORMAT,
            "engine": connection.vendor,
            "made_at": made_at,
            "digests": {name: sm3(path.read_bytes()).hex() for name, path in parts.items()},
        }
        beside = work / "backup.tar.gz"
        with tarfile.open(beside, "w:gz", compresslevel=6) as archive:
            _add_bytes(archive, MANIFEST, json.dumps(manifest, ensure_ascii=False).encode())
            for name, path in parts.items():
                archive.add(path, arcname=name)
        beside.replace(target)
    target.chmod(0o600)
    return {"file": str(target), "bytes": target.stat().st_size, "files": len(files), "keys": with_keys}


def restore(source: Path) -> dict[str, Any]:
    """Put a back-up in the place of what is there; nothing is touched before every digest has been checked."""
    home = Path(settings.NUANXIN_HOME)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        work = Path(folder)
        manifest = _unpack(source, work)
        if manifest["engine"] != connection.vendor:
            raise BadInput(
                Fault(f"备份来自 {manifest['engine']}，当前数据库是 {connection.vendor}", remedy="请在同类数据库上恢复")
            )
        connections.close_all()
        _load_database(work / "database")
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        if (work / "files").is_dir():
            shutil.copytree(work / "files", settings.MEDIA_ROOT)
        keys = work / "keys.json"
        if keys.exists():
            shutil.copyfile(keys, settings.NUANXIN_KEY_FILE)
            Path(settings.NUANXIN_KEY_FILE).chmod(0o600)
    return {"made_at": manifest["made_at"], "parts": len(manifest["digests"]), "keys": keys.name in manifest["digests"]}


def _unpack(source: Path, work: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(work, filter="data")
        manifest: dict[str, Any] = json.loads((work / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError, EOFError) as wrong:
        raise BadInput(Fault(f"{source} 不是完整的备份文件（{wrong}）", remedy="请换一份备份")) from None
    for name, digest in manifest["digests"].items():
        path = work / name
        if not path.is_file() or sm3(path.read_bytes()).hex() != digest:
            raise BadInput(Fault(f"备份中的 {name} 已损坏或被改动，未作任何恢复", remedy="请换一份备份"))
    return manifest


def _dump_database(target: Path) -> Path:
    if connection.vendor == "sqlite":
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as here, sqlite3.connect(target) as copy:
            here.backup(copy)
        copy.close()
        here.close()
        return target
    _run(["pg_dump", "--format=custom", f"--file={target}"])
    return target


def _load_database(source: Path) -> None:
    if connection.vendor == "sqlite":
        place = Path(settings.DATABASES["default"]["NAME"])
        for beside in ("-wal", "-shm"):
            place.with_name(place.name + beside).unlink(missing_ok=True)
        shutil.copyfile(source, place.with_suffix(".restoring"))
        place.with_suffix(".restoring").replace(place)
        return
    _run(["pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner", "--dbname", "", str(source)])


def _run(command: list[str]) -> None:
    """A PostgreSQL tool with the connection of the settings; its password goes by the environment, never the call."""
    database = settings.DATABASES["default"]
    environment = {
        **os.environ,
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"] or "5432",
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    command = [database["NAME"] if word == "" else word for word in command]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{command[0]}：{done.stderr.strip()}")


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))
