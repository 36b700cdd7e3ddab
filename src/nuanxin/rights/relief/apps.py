from django.apps import AppConfig


class ReliefConfig(AppConfig):
    name = "nuanxin.rights.relief"
    label = "relief"
    verbose_name = "救助垫付"
