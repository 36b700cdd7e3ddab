"""Days typed into the rows of a table: read together, every one that is no day named together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import TypeVar

from django.http import HttpRequest

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Fault

K = TypeVar("K", bound=Hashable)


def days_in(request: HttpRequest, names: Mapping[K, str]) -> dict[K, date]:
    """Key → day for the fields (key → name in the form) that were filled in. BadInput names each that is no day."""
    found: dict[K, date] = {}
    faults = []
    for key, name in names.items():
        said = request.POST.get(name, "").strip()
        try:
            if said:
                found[key] = parse_day(said)
        except ValueError:
            faults.append(Fault(f"日期“{said[:20]}”看不懂", remedy="请按 2024-01-03 填写"))
    if faults:
        raise BadInput(faults)
    return found
