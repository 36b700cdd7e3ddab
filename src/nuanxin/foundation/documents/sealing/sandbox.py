"""The seal of the demonstration: a red ring that says it is one. It proves the way, never a paper."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst

from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.sealing.adapter import Sealed, SealFailed, SealRequest, Verification

MARK = "演示印模"
_LAYOUT = Path(__file__).resolve().parent / "sandbox.typ"


class SandboxSeal:
    """Puts 演示印模 over the date and keeps nothing. Only for demonstrations and tests (`chosen` sees to that)."""

    name = MARK

    def seal(self, request: SealRequest) -> Sealed:
        """The same pages with the ring on the page of the date."""
        given = {
            "pages": str(request.pages),
            "page": str(request.page),
            "x": str(request.x_mm),
            "y": str(request.y_mm),
            "organ": request.organ,
            "digest": request.digest[:16],
        }
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            (here / "paper.pdf").write_bytes(request.pdf)
            (here / "sandbox.typ").write_text(_LAYOUT.read_text(encoding="utf-8"), encoding="utf-8")
            try:
                made: bytes = typst.compile(here / "sandbox.typ", root=here, sys_inputs=given, timestamp=0)
            except (RuntimeError, typst.TypstError) as wrong:
                raise SealFailed(f"演示印模没有盖成：{wrong}") from wrong
        return Sealed(made, f"DEMO-{sm3(made).hex()[:12]}")

    def verify(self, pdf: bytes) -> Verification:
        """A demonstration's seal is never valid; whether the file carries one is read from its own title."""
        return Verification(False, "演示印模，仅供演示，没有法律效力", demo=True)
