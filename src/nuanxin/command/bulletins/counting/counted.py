"""Figures counted: all counters of one window in one go, what stands with the campaign, and figures set against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nuanxin.command.bulletins.counting.campaign import measure
from nuanxin.command.bulletins.counting.filed import Cited, asked_of, cited
from nuanxin.command.bulletins.counting.scope import Scope
from nuanxin.command.bulletins.counting.served import served, service
from nuanxin.command.bulletins.counting.stepped import added, stepped
from nuanxin.command.bulletins.figures import Figure, change, printed, share
from nuanxin.command.bulletins.outline import FigureSpec
from nuanxin.command.counters.registry import counter, numbers
from nuanxin.services.events.counting import Window

_OVER = {"before": "上期", "whole": "行动以来"}


def counted(specs: Mapping[str, FigureSpec], scope: Scope, prefix: str = "") -> dict[str, Figure]:
    """Every figure by its key, under `prefix` the key that it has in the paper."""
    found: dict[str, Figure] = {}
    by_window: dict[str, list[str]] = defaultdict(list)
    for key, spec in specs.items():
        if spec.counter:
            by_window[spec.over].append(key)
        elif spec.campaign:
            found[key] = _of_campaign(prefix + key, spec, scope.over(spec.over))
        elif spec.service:
            found[key] = _of_services(prefix + key, spec, scope.over(spec.over))
        elif spec.step:
            found[key] = of_step(prefix + key, spec.step, list(stepped(spec.step).rows(scope)), scope)
    for over, keys in by_window.items():
        there = scope.over(over)
        filed = cited(there) if scope.cites_filed else {}
        of_report = {key: filed.get(asked_of(specs[key].counter, specs[key].where)) for key in keys}
        live = [key for key in keys if of_report[key] is None]
        said = numbers(there.window, [(specs[key].counter, specs[key].where) for key in live])
        for key, value in zip(live, said, strict=True):
            found[key] = _of_counter(prefix + key, specs[key], there, value)
        for key, cell in of_report.items():
            if cell is not None:
                found[key] = _as_filed(prefix + key, specs[key], there, cell)
    for key, spec in specs.items():
        if spec.share or spec.change:
            found[key] = _of_two(prefix + key, spec, found, scope)
    return {key: found[key] for key in specs}


def plain(key: str, scope: Scope, **more: Any) -> Figure:
    """A figure with the place and days of its scope."""
    days = {"start": scope.start.isoformat(), "end": scope.end.isoformat(), "as_of": scope.as_of.isoformat()}
    subject = scope.subject.pk if scope.subject else None
    return Figure(**{"key": key, "region": scope.region.pk, "subject": subject, **days, **more})


def _label(spec: FigureSpec, name: str, scope: Scope) -> str:
    who = scope.subject.short_name or scope.subject.name if scope.subject else scope.region.name
    return spec.label or f"{who}{_OVER.get(spec.over, '')}{name}"


def _of_counter(key: str, spec: FigureSpec, scope: Scope, value: int) -> Figure:
    of = counter(spec.counter).entry
    return plain(
        key, scope, label=_label(spec, of.name, scope), source="counter", counter=spec.counter, value=value,
        unit=of.unit, printed=printed(value, of.unit), where=spec.where,
    )  # fmt: skip


def _as_filed(key: str, spec: FigureSpec, scope: Scope, cell: Cited) -> Figure:
    """The counter's figure as a filed report says it; the report and its cell stay with it."""
    figure = _of_counter(key, spec, scope, cell.value)
    return replace(
        figure, label=f"{figure.label}（上报数）", source="filed", subject=None, rows=(cell.report.pk,), cell=cell.cell
    )


def _of_campaign(key: str, spec: FigureSpec, scope: Scope) -> Figure:
    of = measure(spec.campaign)
    rows = tuple(of.rows(scope).order_by("pk").values_list("pk", flat=True))
    return plain(
        key, scope, label=_label(spec, of.name, scope), source="campaign", counter=spec.campaign, value=len(rows),
        unit=of.unit, printed=str(len(rows)), rows=rows,
    )  # fmt: skip


def _of_services(key: str, spec: FigureSpec, scope: Scope) -> Figure:
    of = service(spec.service)
    value = served(spec.service, Window(scope.region.pk, scope.start, scope.end, scope.as_of))
    return plain(
        key, scope, label=_label(spec, of.name, scope), source="service", counter=spec.service, value=value,
        unit=of.unit, printed=str(value),
    )  # fmt: skip


def of_step(key: str, counter: str, found: Sequence[Any], scope: Scope, name: str = "") -> Figure:
    """What a step names, or one row of it; the rows stay with the figure, for a clue changes."""
    of = stepped(counter)
    value = added(found, of.adds)
    return plain(
        key, scope, label=name or of.name, source="step", counter=counter, value=value, unit=of.unit,
        printed=printed(value, of.unit), rows=tuple(row.pk for row in found),
    )  # fmt: skip


def _of_two(key: str, spec: FigureSpec, found: Mapping[str, Figure], scope: Scope) -> Figure:
    first, second = (found[name] for name in (spec.share or spec.change or ("", "")))
    said = share(first.value, second.value) if spec.share else change(first.value, second.value, first.unit)
    return plain(
        key, scope, label=spec.label or f"{first.label}{'占比' if spec.share else '增减'}",
        source="share" if spec.share else "change", counter="", value=first.value - second.value if spec.change else 0,
        unit="%" if spec.share else first.unit, printed=said, parts=(first.key, second.key),
    )  # fmt: skip
