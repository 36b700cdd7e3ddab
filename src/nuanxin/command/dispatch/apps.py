from importlib import import_module

from django.apps import AppConfig

# Rooms of their own inside this one; their models belong to it.
_MODELS = ("pack", "ladder", "ranking", "visiting")


class DispatchConfig(AppConfig):
    name = "nuanxin.command.dispatch"
    label = "dispatch"
    verbose_name = "调度"

    def import_models(self) -> None:
        """Bring in the models that lie beside their ideas."""
        super().import_models()
        for name in _MODELS:
            import_module(f"nuanxin.command.dispatch.{name}.models")
