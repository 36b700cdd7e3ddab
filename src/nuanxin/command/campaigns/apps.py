from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "nuanxin.command.campaigns"
    label = "campaigns"
    verbose_name = "专项行动"
