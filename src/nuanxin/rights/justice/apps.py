from django.apps import AppConfig


class JusticeConfig(AppConfig):
    name = "nuanxin.rights.justice"
    label = "justice"
    verbose_name = "司法衔接"
