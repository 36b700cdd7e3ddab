from importlib import import_module

from django.apps import AppConfig

# Rooms of their own inside this one; their models belong to it.
_MODELS = ("opened", "taking_part", "dividing")


class CampaignsConfig(AppConfig):
    name = "nuanxin.command.campaigns"
    label = "campaigns"
    verbose_name = "专项行动"

    def import_models(self) -> None:
        """Bring in the models that lie beside their ideas."""
        super().import_models()
        for name in _MODELS:
            import_module(f"nuanxin.command.campaigns.{name}.models")
