from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "nuanxin.foundation.parties"
    label = "parties"
    verbose_name = "当事人"
