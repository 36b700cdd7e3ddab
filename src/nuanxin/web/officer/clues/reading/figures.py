"""How well complaints are read, from what officers left standing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.rights.intake.taken_text.keeping import readings_seen_by
from nuanxin.rights.intake.taken_text.measuring import scores
from nuanxin.web.officer.gate import me, officer_page

LATEST = 2000


@officer_page(P.CLUE_VIEW)
def text_reader(request: HttpRequest) -> HttpResponse:
    """A line per field over the latest readings in sight; the clues behind them stand below."""
    rows = list(
        readings_seen_by(me(request)).select_related("clue").only("reading", "settled", "clue__number", "at")[:LATEST]
    )
    crumbs = [("工作台", reverse("officer:desk")), ("线索台账", reverse("officer:clues")), ("识读准确率", "")]
    drawn = {"scores": scores(rows), "rows": rows[:50], "read": len(rows), "latest": LATEST, "crumbs": crumbs}
    return render(request, "officer/clues/reader.html", drawn)
