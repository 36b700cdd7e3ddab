from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "nuanxin.command.reporting"
    label = "reporting"
    verbose_name = "报表"
