from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "nuanxin.watch.monitoring"
    label = "monitoring"
    verbose_name = "监测预警"

    def ready(self) -> None:
        from nuanxin.watch.monitoring.employers import models as employers  # noqa: F401  (models beside their ideas)
