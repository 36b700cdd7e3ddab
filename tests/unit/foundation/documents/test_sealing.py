"""Seals: the service and its failure, the stamped scan tied to its wording, and the service of papers without one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.copies import pdf_of, receipt_pdf, seal_place_of
from nuanxin.foundation.documents.issue import issue_paper, void_paper
from nuanxin.foundation.documents.models import Paper, SealedCopy
from nuanxin.foundation.documents.sealing.adapter import Sealed, SealFailed, SealRequest, Verification
from nuanxin.foundation.documents.sealing.chosen import seal_service
from nuanxin.foundation.documents.sealing.keeping import (
    check_code,
    keep_scan,
    open_sealed,
    request_seal,
    seal_standing,
    verified,
)
from nuanxin.foundation.documents.sealing.sandbox import MARK, SandboxSeal
from nuanxin.foundation.documents.serving import Proof, serve_paper
from nuanxin.foundation.documents.wording.templates import template, template_keys
from nuanxin.foundation.organisations.models import Staff, Unit
from tests.unit.foundation.documents.filled import FILLED

ON = date(2023, 12, 5)
SCAN = b"%PDF-1.4 a scan of the stamped print"


class BrokenSeal:
    """A supplier whose line is down."""

    name = "某印章平台"

    def seal(self, request: SealRequest) -> Sealed:
        raise SealFailed("印章平台没有应答（30秒）")

    def verify(self, pdf: bytes) -> Verification:
        raise AssertionError("nothing was sealed")


class SteadySeal:
    """A supplier as one would wish it: remembers what it sealed."""

    name = "某印章平台"
    asked: list[SealRequest] = []

    def seal(self, request: SealRequest) -> Sealed:
        self.asked.append(request)
        return Sealed(request.pdf + b"\n% sealed", "SN-1")

    def verify(self, pdf: bytes) -> Verification:
        return Verification(pdf.endswith(b"% sealed"), "签章有效，签章单位：牧野区人社局")


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.NUANXIN_SEAL_SERVICE = ""
    SteadySeal.asked.clear()
    yield


def issued(kind: str, bureau: Unit, officer: Staff) -> Paper:
    return issue_paper(kind=kind, about=("cases.case", 7), fields=FILLED[kind], unit=bureau, by=officer, on=ON)


@pytest.fixture
def order(bureau: Unit, officer: Staff) -> Paper:
    return issued("correction_order", bureau, officer)


def serve(paper: Paper, by: Staff, **proof: Any) -> Any:
    return serve_paper(
        paper=paper, recipient="某公司", recipient_role="用人单位", method="direct", sent_on=ON, served_on=ON,
        by=by, on=ON, proof=Proof(receiver="张三", **proof),
    )  # fmt: skip


@pytest.mark.parametrize("key", template_keys())
def test_who_signs_as_an_organ_seals(key: str) -> None:
    whole = template(key)
    official = whole.signed and whole.layout in ("enforcement", "red_head")
    assert (whole.seal != "none") == official
    assert bool(whole.seal_article) == (whole.seal == "required")


def test_the_law_demands_the_seal_where_the_article_says_so() -> None:
    required = {key: template(key).seal_article for key in template_keys() if template(key).seal == "required"}
    known = {
        "penalty_decision": "行政处罚法第五十九条",
        "enforcement_application": "行政强制法第五十五条",
        "enforceable_deed": "公证法第三十二条",
        "enforcement_certificate": "公证法第三十二条",
        "mediation_agreement": "劳动争议调解仲裁法第十四条；人民调解法第二十九条",
    }
    assert required.items() >= known.items()
    assert all("条" in article for article in required.values())


def test_without_a_service_the_way_is_print_stamp_scan(order: Paper, officer: Staff) -> None:
    assert seal_service() is None
    with pytest.raises(Refusal, match=r"没有接入电子印章服务.*上传扫描件"):
        request_seal(paper=order, by=officer, on=ON)
    assert (seal_standing(order).needed, seal_standing(order).sealed) == (True, False)


def test_the_scan_is_tied_to_the_wording_by_its_sm3(order: Paper, officer: Staff) -> None:
    code = order.digest[:8]
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(order))).pages)
    assert f"校验码 {code}" in printed
    with pytest.raises(Refusal, match="校验码与本文书不符"):
        keep_scan(paper=order, content=SCAN, code="00000000", by=officer, on=ON)
    with pytest.raises(Refusal, match="不是PDF、JPG、PNG"):
        keep_scan(paper=order, content=b"MZ", code=code, by=officer, on=ON)
    copy = keep_scan(paper=order, content=SCAN, code=code.upper(), by=officer, on=ON)
    assert (copy.paper_digest, copy.file_digest) == (order.digest, sm3(SCAN).hex())
    assert open_sealed(copy) == SCAN
    assert verified(copy).valid and "王明核对校验码一致" in verified(copy).text
    assert seal_standing(order).sealed
    assert AuditEvent.objects.filter(act="seal_paper", about_id=str(order.pk)).count() == 1


def test_a_changed_file_is_found_out(order: Paper, officer: Staff, settings: Any) -> None:
    copy = keep_scan(paper=order, content=SCAN, code=check_code(order), by=officer, on=ON)
    (Path(settings.MEDIA_ROOT) / copy.path).write_bytes(SCAN + b"!")
    assert not verified(copy).valid
    with pytest.raises(Refusal, match="摘要不符"):
        open_sealed(copy)


def test_the_service_gets_paper_digest_and_place_and_its_copy_is_kept(
    order: Paper, officer: Staff, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.NUANXIN_SEAL_SERVICE = f"{__name__}:SteadySeal"
    before = pdf_of(order)
    copy = request_seal(paper=order, by=officer, on=ON)
    asked = SteadySeal.asked[0]
    place = seal_place_of(order)
    assert place is not None and asked.pdf == before and asked.digest == order.digest
    assert (
        (asked.page, asked.pages)
        == (place.page, place.pages)
        == (asked.pages, len(PdfReader(io.BytesIO(before)).pages))
    )
    assert (copy.way, copy.supplier, copy.serial) == (SealedCopy.Way.SERVICE, "某印章平台", "SN-1")
    assert open_sealed(copy) == before + b"\n% sealed" and pdf_of(order) == before
    assert verified(copy) == Verification(True, "文件完整；签章有效，签章单位：牧野区人社局")
    with pytest.raises(Refusal, match="已经电子签章"):
        request_seal(paper=order, by=officer, on=ON)
    settings.NUANXIN_SEAL_SERVICE = ""
    assert verified(copy).valid and "不能再次验签" in verified(copy).text


def test_a_failing_service_leaves_the_paper_issued_and_unsealed(order: Paper, officer: Staff, settings: Any) -> None:
    settings.NUANXIN_SEAL_SERVICE = f"{__name__}:BrokenSeal"
    with pytest.raises(Refusal) as refused:
        request_seal(paper=order, by=officer, on=ON)
    assert "没有应答" in refused.value.why and "打印盖章后上传扫描件" in refused.value.remedy
    order.refresh_from_db()
    assert (order.status, order.number, seal_standing(order).sealed) == (Paper.Status.ISSUED, order.number, False)
    assert AuditEvent.objects.filter(act="seal_failed", about_id=str(order.pk)).exists()
    keep_scan(paper=order, content=SCAN, code=check_code(order), by=officer, on=ON)
    assert seal_standing(order).sealed


@pytest.mark.parametrize("wanted", ["no.such.module:Seal", "json:NoSuchClass", "plain"])
def test_a_faulty_setting_says_what_to_do(wanted: str, settings: Any) -> None:
    settings.NUANXIN_SEAL_SERVICE = wanted
    with pytest.raises(Refusal, match="NUANXIN_SEAL_SERVICE"):
        seal_service()


def test_the_sandbox_only_in_the_demonstration(settings: Any) -> None:
    settings.NUANXIN_SEAL_SERVICE, settings.NUANXIN_DEMO = "sandbox", False
    with pytest.raises(Refusal, match="只能在演示环境使用"):
        seal_service()
    settings.NUANXIN_DEMO = True
    assert isinstance(seal_service(), SandboxSeal)


def test_the_sandbox_says_on_the_paper_that_it_is_one(order: Paper, officer: Staff) -> None:
    copy = request_seal(paper=order, by=officer, on=ON, service=SandboxSeal())
    pages = PdfReader(io.BytesIO(open_sealed(copy))).pages
    place = seal_place_of(order)
    assert place is not None and len(pages) == place.pages
    marked = [number for number, page in enumerate(pages, 1) if MARK in page.extract_text()]
    assert marked == [place.page]
    assert "无法律效力" in pages[place.page - 1].extract_text()
    assert "2023年12月5日" in pages[place.page - 1].extract_text().replace(" ", "")
    assert copy.demo and not verified(copy).valid


def test_drafts_void_papers_and_records_are_not_sealed(bureau: Unit, officer: Staff, order: Paper) -> None:
    void_paper(paper=order, reason="写错", by=officer, on=ON)
    order.refresh_from_db()
    with pytest.raises(Refusal, match="已作废"):
        keep_scan(paper=order, content=SCAN, code=check_code(order), by=officer, on=ON)
    record = issued("hearing_record", bureau, officer)
    with pytest.raises(Refusal, match="不需要盖章"):
        keep_scan(paper=record, content=SCAN, code=check_code(record), by=officer, on=ON)
    assert seal_place_of(record) is None


def test_a_penalty_without_seal_is_not_served(bureau: Unit, officer: Staff) -> None:
    penalty = issued("penalty_decision", bureau, officer)
    with pytest.raises(Refusal) as refused:
        serve(penalty, officer, unsealed="印章在外")
    assert "行政处罚法第五十九条" in refused.value.cites and "扫描件" in refused.value.remedy
    keep_scan(paper=penalty, content=SCAN, code=check_code(penalty), by=officer, on=ON)
    assert serve(penalty, officer).unsealed == ""


def test_another_paper_is_served_with_the_reason_on_file(bureau: Unit, officer: Staff, order: Paper) -> None:
    assert serve(order, officer, unsealed="纸质件已盖章，扫描件随后补传").unsealed == "纸质件已盖章，扫描件随后补传"
    assert "没有写明理由" in serve(order, officer).unsealed
    keep_scan(paper=order, content=SCAN, code=check_code(order), by=officer, on=ON)
    assert serve(order, officer, unsealed="不再需要").unsealed == ""


def test_sealed_copies_are_never_deleted(order: Paper, officer: Staff) -> None:
    copy = keep_scan(paper=order, content=SCAN, code=check_code(order), by=officer, on=ON)
    with pytest.raises(Refusal):
        copy.delete()


def test_the_receipt_of_a_service_is_printed(order: Paper, officer: Staff) -> None:
    service = serve(order, officer, unsealed="纸质件已盖章")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(receipt_pdf(service, servers=["王明"]))).pages)
    assert "送达回证" in text and order.number in text.replace("\n", "")
