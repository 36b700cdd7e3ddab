"""A notice file opened with care: what it is by its bytes, its text, and what had to be left out."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from nuanxin.foundation.common.errors import BadInput, Fault

LARGEST_FILE = 50 * 2**20
LONGEST_TEXT = 4_000_000  # letters; a thousand pages
_ZIP, _PDF, _COMPOUND = b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_KNOWN = (".txt", ".docx", ".pdf", ".text", ".md", "")
_MOST_UNREADABLE = 0.02  # share of letters that may fail to decode before the whole is refused


@dataclass(frozen=True)
class NoticeText:
    """The text of a file, its kind (txt, docx, pdf), and sentences that say what was left out."""

    text: str
    kind: str
    left_out: tuple[str, ...] = ()


def refused(path: Path, why: str, remedy: str) -> BadInput:
    return BadInput(Fault(f"文件“{path.name}”：{why}", remedy=remedy))


def open_notice(path: Path) -> NoticeText:
    """Read a .txt, .docx or .pdf; BadInput with one clear fault for anything that holds no readable text."""
    if not path.is_file():
        raise refused(path, "找不到这个文件", "请核对路径")
    size = path.stat().st_size
    if size == 0:
        raise refused(path, "文件是空的", "请重新下载或导出")
    if size > LARGEST_FILE:
        raise refused(
            path, f"文件有{size // 2**20} MB，超过{LARGEST_FILE // 2**20} MB 的上限", "请只上传通知正文及附件"
        )
    content = path.read_bytes()
    opened = _by_content(path, content)
    if not opened.text.strip():
        raise refused(path, "里面没有文字", "如果是扫描件，请先做文字识别（OCR）")
    if len(opened.text) > LONGEST_TEXT:
        note = f"文字超过{LONGEST_TEXT}字，其后的部分没有读取"
        return NoticeText(opened.text[:LONGEST_TEXT], opened.kind, (*opened.left_out, note))
    return opened


def _by_content(path: Path, content: bytes) -> NoticeText:
    from nuanxin.command.notices.files.pdf_file import read_pdf
    from nuanxin.command.notices.files.word_file import read_word

    start = content[:1024].lstrip()
    if start.startswith(_ZIP):
        return read_word(path)
    if _PDF in content[:1024]:
        return read_pdf(path)
    if content.startswith(_COMPOUND):
        raise _compound(path, content)
    if content.startswith(_PICTURES):
        raise refused(path, "是图片，没有文字", "请先做文字识别（OCR），再上传 .txt、.docx 或 .pdf")
    if start.startswith(b"{\\rtf"):
        raise refused(path, "是 RTF 文档", "请另存为 .docx")
    if start[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise refused(path, "是网页", "请把正文另存为 .txt")
    if path.suffix.lower() not in _KNOWN:
        raise refused(path, f"不支持“{path.suffix}”格式", "请使用 .txt、.docx 或 .pdf")
    return _plain_text(path, content)


def _compound(path: Path, content: bytes) -> BadInput:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refused(path, "设有打开密码", "请取消密码保护后重新保存")
    return refused(path, "是旧的 .doc 格式", "请在 Word 或 WPS 中另存为 .docx")


def _plain_text(path: Path, content: bytes) -> NoticeText:
    """UTF-8 (with or without mark), UTF-16 with its mark, else GB 18030, which holds GBK and GB 2312."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(path, content, encoding)
    if content.count(0) > len(content) // 100:
        raise refused(path, "不是文本文件", "请使用 .txt、.docx 或 .pdf")
    try:
        return NoticeText(content.decode("utf-8"), "txt")
    except UnicodeDecodeError as wrong:
        if len(content) - wrong.start <= 3:  # cut off in the middle of its last letter
            return NoticeText(content[: wrong.start].decode("utf-8"), "txt", ("文件末尾有一个不完整的字，已略去",))
        return _decoded(path, content, "gb18030")


def _decoded(path: Path, content: bytes, encoding: str) -> NoticeText:
    text = content.decode(encoding, errors="replace")
    unreadable = text.count("\ufffd") + sum(1 for sign in text[:20_000] if "\ue000" <= sign <= "\uf8ff")
    if unreadable > max(2, len(text) * _MOST_UNREADABLE):
        raise refused(path, "认不出文字编码", "请另存为 UTF-8 或 GB 18030 编码的文本")
    note = (f"有{unreadable}个字符无法识别，已略去",) if unreadable else ()
    return NoticeText(text.replace("\ufffd", ""), "txt", note)
