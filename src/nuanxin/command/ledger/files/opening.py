"""Is this file a workbook or a table at all, and is it safe to unpack? Everything is asked before anything is parsed."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from nuanxin.foundation.common.errors import BadInput, Fault

LARGEST_FILE = 200 * 2**20
LARGEST_UNPACKED = 2 * 2**30
# Real sheets shrink 5 to 30 times. Above this, and big, it is no sheet but a bomb.
MOST_EXPANSION = 150
HARMLESS_UNPACKED = 64 * 2**20
# The reader lays a sheet out as a full rectangle, so that one cell in the far corner would cost all memory.
MOST_CELLS = 40_000_000
_PIECE = 2**20
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR_CELL = re.compile(rb"""\sr=["'][A-Z](?:[A-Z]|\d{7})""")
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,7})(\d{1,12})["']""")
_LONGEST_ADDRESS = 24


@dataclass(frozen=True)
class Opened:
    """What a file is: a workbook, or the bytes of a text table."""

    path: Path
    is_workbook: bool
    content: bytes = b""


def open_file(path: Path) -> Opened:
    """Look at a file from outside; BadInput with one fault where it is none of ours, cut off, sealed or too big."""
    if not path.is_file():
        raise refused(path, "找不到这个文件", "请核对路径")
    size = path.stat().st_size
    if size == 0:
        raise refused(path, "文件是空的", "请重新导出后再传")
    if size > LARGEST_FILE:
        raise refused(path, f"文件有{size // 2**20} MB，超过{LARGEST_FILE // 2**20} MB 的上限", "请拆成几个文件")
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_ZIP):
        check_archive(path)
        return Opened(path, is_workbook=True)
    if start == _COMPOUND:
        raise _compound(path)
    if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        raise refused(path, "不是 Excel 工作簿", "请另存为 .xlsx 或 .csv")
    return Opened(path, is_workbook=False, content=path.read_bytes())


def refused(path: Path, why: str, remedy: str) -> BadInput:
    return BadInput(Fault(f"文件“{path.name}”：{why}", remedy=remedy))


def _compound(path: Path) -> BadInput:
    with path.open("rb") as file:
        head = file.read(4 * _PIECE)
    if "EncryptedPackage".encode("utf-16-le") in head:
        return refused(path, "设有打开密码", "请取消密码保护后重新保存")
    return refused(path, "是旧的 .xls 格式", "请在 Excel 或 WPS 中另存为 .xlsx")


def check_archive(path: Path) -> None:
    """The directory of the archive first, then its parts by measure: sizes claimed and sizes real."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            _must_be_a_workbook(path, names, archive)
            claimed = sum(part.file_size for part in archive.infolist())
            _must_be_of_sane_size(path, claimed)
            left = LARGEST_UNPACKED
            for part in archive.infolist():
                if part.filename.startswith("xl/") and part.filename.endswith(".xml"):
                    left -= _measure(path, archive, part, left)
    except zipfile.BadZipFile:
        raise refused(path, "不完整或已损坏，可能只传了一半", "请重新传一次，或重新导出") from None
    except (zlib.error, EOFError, NotImplementedError):
        raise refused(path, "内容已损坏，无法解压", "请重新导出后再传") from None
    except RuntimeError:
        raise refused(path, "设有打开密码", "请取消密码保护后重新保存") from None


def _must_be_a_workbook(path: Path, names: set[str], archive: zipfile.ZipFile) -> None:
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise refused(path, "设有打开密码", "请取消密码保护后重新保存")
    if "xl/workbook.bin" in names:
        raise refused(path, "是二进制工作簿（.xlsb）", "请另存为 .xlsx")
    if "xl/workbook.xml" not in names:
        raise refused(path, "是压缩文件，但不是 Excel 工作簿", "请另存为 .xlsx")


def _must_be_of_sane_size(path: Path, unpacked: int) -> None:
    if unpacked > LARGEST_UNPACKED:
        raise refused(
            path, f"展开后有{unpacked // 2**20} MB，超过{LARGEST_UNPACKED // 2**20} MB 的上限", "请拆成几个文件"
        )
    if unpacked > HARMLESS_UNPACKED and unpacked > MOST_EXPANSION * path.stat().st_size:
        times = unpacked // path.stat().st_size
        raise refused(path, f"展开后是文件本身的{times}倍，不像正常的工作簿", "请重新导出后再传")


def _measure(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpack a part piece by piece (an archive may lie about sizes); returns its real size."""
    size, far, tail = 0, False, b""
    sheet = part.filename.startswith("xl/worksheets/")
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > left:
                raise refused(path, "展开后超过上限", "请拆成几个文件")
            if sheet and not far:
                seam = tail + piece[:_LONGEST_ADDRESS]
                far = _FAR_CELL.search(piece) is not None or _FAR_CELL.search(seam) is not None
                tail = piece[-_LONGEST_ADDRESS:]
    if far:
        _must_not_be_vast(path, archive, part)
    return size


def _must_not_be_vast(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    rows = columns = 0
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            for letters, number in _CELL.findall(tail + piece):
                rows = max(rows, int(number))
                columns = max(columns, _column_number(letters))
            tail = piece[-_LONGEST_ADDRESS:]
    if rows * columns > MOST_CELLS:
        raise refused(path, f"工作表范围过大（{rows}行×{columns}列）", "请删去远处的空白格式和零散单元格后另存")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
