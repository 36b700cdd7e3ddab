"""The fixed sentences of intake that the file's page shows, named here so that the translators' catalogue holds them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

PHRASES: tuple[str, ...] = (
    _("已登记，正在核对"),
    _("需要您补充材料"),
    _("正在转给负责的单位"),
    _("已受理"),
    _("正在办理"),
    _("单位说已经付钱，请您核对"),
    _("已登记"),
    _("办理中"),
    _("已办结"),
    _("不予受理"),
    _("工作人员核对您反映的内容，决定是否受理"),
    _("等您补充材料；补充以后继续办理"),
    _("等另一个单位接手；接手以前原来的工作人员继续负责"),
    _("工作人员联系用人单位，调查核实"),
    _("正在调查处理，督促用人单位支付工资"),
    _("工作人员会向您本人核实有没有收到钱"),
    _("已经办结；没有收到钱的，请点“没有收到钱”"),
    _("没有受理；理由和其他途径见下面"),
    _("现在没有正在计算的法定期限；您可以随时打电话询问"),
    _("等您补充材料，办理期限暂停计算"),
    _("满意"),
    _("一般"),
    _("不满意"),
)
