"""One way down: imports by contract, foreign keys by this test, both from the one list in .importlinter."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignObject, ManyToManyField

from tests.architecture.house import ROOT, layers


def room_of(model: type) -> str:
    parts = model.__module__.split(".")
    return ".".join(parts[1:3]) if parts[0] == "nuanxin" else ""


def own_models() -> list[type]:
    return [m for m in apps.get_models(include_auto_created=True) if room_of(m)]


def test_imports_keep_the_order() -> None:
    """Import-linter's contracts hold, and no folder is unlisted."""
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_foreign_keys_point_down() -> None:
    """A string foreign key escapes import-linter; it does not escape this."""
    height = layers()
    upward = []
    for model in own_models():
        for field in model._meta.get_fields(include_hidden=True):
            if isinstance(field, ForeignObject | ManyToManyField) and field.related_model:
                here, there = room_of(model), room_of(field.related_model)
                if there and here != there and height[there] >= height[here]:
                    upward.append(f"{model.__name__}.{field.name} → {there}")
    assert not upward


def test_reverse_accessors_across_rooms_are_hidden() -> None:
    """A lower room does not grow attributes that a higher one gave it."""
    open_doors = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignObject | ManyToManyField)
        and room_of(field.related_model)
        and room_of(field.related_model) != room_of(model)
        and not field.remote_field.related_name.endswith("+")
        and room_of(model) != "foundation.organisations"
    ]
    assert not open_doors


def test_every_model_stands_in_a_listed_room() -> None:
    assert {room_of(m) for m in own_models()} <= set(layers())
