from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "nuanxin.watch.monitoring"
    label = "monitoring"
    verbose_name = "监测预警"
