from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "nuanxin.rights.intake"
    label = "intake"
    verbose_name = "线索"
