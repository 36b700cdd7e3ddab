from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "nuanxin.services.events"
    label = "events"
    verbose_name = "活动"

    def ready(self) -> None:
        from nuanxin.services.events.materials import models as materials  # noqa: F401  (models beside models.py)
        from nuanxin.services.events.practices import models as practices  # noqa: F401
