"""Files under a scanner: a small clamd of our own speaks INSTREAM over real sockets, well and badly."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nuanxin.config import environment
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.files import finish_upload, open_evidence, scan_waiting
from nuanxin.rights.intake.files.clamd import PIECE, Clamd, ScannerDown, host_and_port, verdict_of
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.files.scanning import judge_file, sealed_content
from tests.conftest import TODAY, People
from tests.unit.rights.intake.test_files import a_clue, photo, uploaded

EVIL = photo() + b"X5O!P%@AP-not-really-a-virus"


class SmallClamd:
    """Answers as clamd does; knows one signature. `answer`: says this instead, whatever comes."""

    def __init__(self, address: Any, family: int, answer: bytes | None) -> None:
        self.heard: list[bytes] = []
        self.answer = answer
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.bind(address)
        self.socket.listen()
        self.socket.settimeout(5)
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            with line:
                line.settimeout(5)
                line.sendall(self._judge(line))

    def _judge(self, line: socket.socket) -> bytes:
        file = line.makefile("rb")
        assert file.read(10) == b"zINSTREAM\0"
        body = b""
        while size := struct.unpack(">I", file.read(4))[0]:
            assert size <= PIECE
            body += file.read(size)
        self.heard.append(body)
        if self.answer is not None:
            return self.answer
        return b"stream: Test-Signature FOUND\0" if b"not-really-a-virus" in body else b"stream: OK\0"

    def close(self) -> None:
        # The thread sits in accept(): closing alone does not wake it.
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)


Listening = Callable[..., Any]


@pytest.fixture
def listening(tmp_path: Path, settings: Any) -> Listening:
    @contextmanager
    def start(answer: bytes | None = None) -> Iterator[SmallClamd]:
        path = str(tmp_path / "clamd.ctl")
        settings.NUANXIN_CLAMD = f"unix:{path}"
        server = SmallClamd(path, socket.AF_UNIX, answer)
        try:
            yield server
        finally:
            server.close()
            Path(path).unlink()

    return start


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def evidence(people: People, content: bytes) -> Evidence:
    return finish_upload(token=uploaded(content, step=40_000), clue=a_clue(people.owner), by=None, on=TODAY)


@pytest.mark.django_db
def test_a_clean_file(people: People, listening: Listening) -> None:
    content = photo() + bytes(PIECE * 2 + 17)  # more than one piece goes over the line
    row = evidence(people, content)
    with listening() as clamd:
        assert scan_waiting() == 1
        assert scan_waiting() == 0  # once
    row.refresh_from_db()
    assert clamd.heard == [content]
    assert (row.scan, row.scan_found) == ("clean", "") and row.scanned_at is not None
    assert open_evidence(evidence=row, by=people.owner) == content
    assert AuditEvent.objects.filter(act="clear_evidence").count() == 1


@pytest.mark.django_db(transaction=True)
def test_scanned_when_it_arrives(people: People, listening: Listening) -> None:
    with listening() as clamd:
        row = evidence(people, photo())
    row.refresh_from_db()
    assert clamd.heard == [photo()] and row.scan == "clean"


@pytest.mark.django_db(transaction=True)
def test_what_is_found_is_held_sealed(people: People, listening: Listening, own_folder: Path) -> None:
    with listening():
        row = evidence(people, EVIL)
    row.refresh_from_db()
    assert (row.scan, row.scan_found) == ("held", "Test-Signature")
    with pytest.raises(Refusal, match=r"已隔离.*Test-Signature"):
        open_evidence(evidence=row, by=people.owner)
    assert [path.name for path in own_folder.rglob("*") if path.is_file()] == [f"{row.pk}.sealed"]
    kept = own_folder / row.path
    assert b"not-really-a-virus" not in kept.read_bytes() and kept.stat().st_mode & 0o077 == 0
    assert sealed_content(row) == EVIL  # nothing official is lost
    assert AuditEvent.objects.get(act="hold_evidence").reason == "Test-Signature"


@pytest.mark.django_db(transaction=True)
def test_a_scanner_that_is_down_loses_nothing(
    people: People, settings: Any, tmp_path: Path, listening: Listening
) -> None:
    settings.NUANXIN_CLAMD = f"unix:{tmp_path / 'nobody.ctl'}"
    row = evidence(people, photo())
    assert scan_waiting() == 0
    row.refresh_from_db()
    assert row.scan == "waiting" and open_evidence(evidence=row, by=people.owner)
    with listening():
        assert scan_waiting() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: Access denied. ERROR\0"])
def test_an_answer_that_says_neither_leaves_it_waiting(people: People, listening: Listening, answer: bytes) -> None:
    row = evidence(people, photo())
    with listening(answer):
        assert scan_waiting() == 0
    row.refresh_from_db()
    assert row.scan == "waiting"


@pytest.mark.django_db
def test_without_a_scanner_it_says_so(people: People, settings: Any) -> None:
    assert settings.NUANXIN_CLAMD == ""
    row = evidence(people, photo())
    assert scan_waiting() == 0 and row.get_scan_display() == "尚未查毒"


@pytest.mark.django_db
def test_judged_once(people: People) -> None:
    row = evidence(people, photo())
    assert judge_file(evidence=row, verdict=verdict_of("stream: OK"))
    assert not judge_file(evidence=row, verdict=verdict_of("stream: X FOUND"))
    row.refresh_from_db()
    assert row.scan == "clean"


def test_over_tcp(tmp_path: Path) -> None:
    server = SmallClamd(("127.0.0.1", 0), socket.AF_INET, None)
    try:
        host, port = server.socket.getsockname()
        file = tmp_path / "a"
        file.write_bytes(EVIL)
        assert Clamd(f"tcp://{host}:{port}").scan(file).found == "Test-Signature"
    finally:
        server.close()


@pytest.mark.parametrize("answer", ["", "\0", "stream: ", "PONG", "stream: INSTREAM size limit exceeded. ERROR"])
def test_no_verdict(answer: str) -> None:
    with pytest.raises(ScannerDown):
        verdict_of(answer)


@pytest.mark.parametrize("address", ["tcp://host", "http://host:3310", "host:3310", "tcp://:3310"])
def test_an_address_that_is_none(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="tcp://"):
        host_and_port(address)
    monkeypatch.setenv("NUANXIN_CLAMD", address)
    with pytest.raises(SystemExit, match="NUANXIN_CLAMD"):
        environment.clamd()
