from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "nuanxin.command.bulletins"
    label = "bulletins"
    verbose_name = "通报与报告"
