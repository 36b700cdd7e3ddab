"""Messages as JSON lines in a folder: for tests, demonstrations, and a bureau that has no supplier yet."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from nuanxin.foundation.notifications.adapters.adapter import Outgoing, Receipt, SupplierFailed


@dataclass(frozen=True)
class LocalSink:
    """Writes `<folder>/<channel>.jsonl`, one line a message, readable by the owner only."""

    folder: Path
    name: str = "本机"

    def send(self, message: Outgoing) -> Receipt:
        path = self.folder / f"{message.channel}.jsonl"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # A message that may have been written before a crash is looked for first.
            if not (message.again and _has(path, message.key)):
                line = json.dumps(asdict(message), ensure_ascii=False) + "\n"
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(line.encode())
        except OSError as failed:
            raise SupplierFailed(f"不能写入 {path.name}：{failed.strerror}") from failed
        return Receipt(f"{path.name}#{message.key}")


def _has(path: Path, key: str) -> bool:
    if not path.exists():
        return False
    wanted = f'"key": {json.dumps(key)}'
    with path.open(encoding="utf-8") as lines:
        return any(wanted in line for line in lines)
