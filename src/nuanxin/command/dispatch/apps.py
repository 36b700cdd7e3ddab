from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "nuanxin.command.dispatch"
    label = "dispatch"
    verbose_name = "调度"
