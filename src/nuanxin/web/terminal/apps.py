from django.apps import AppConfig


class TerminalConfig(AppConfig):
    name = "nuanxin.web.terminal"
    label = "terminal"
    verbose_name = "命令"
