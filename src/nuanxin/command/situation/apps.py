from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "nuanxin.command.situation"
    label = "situation"
    verbose_name = "形势研判"
