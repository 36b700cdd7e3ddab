"""Text as it comes (scans, phones, other keyboards) made plain for reading, with the way back to what was written.

Full-width letters and digits become half-width, traditional signs simplified, control signs and emoji disappear, and so
do blanks between Chinese signs. Every sign of the plain text knows where it stood, so that evidence can be shown in the
original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_TRADITIONAL = (
    "輝辉資资於于討讨農农錢钱業业廠厂員员號号萬万億亿兩两個个們们這这無无還还給给說说話话發发陳陈劉刘張张趙赵吳吴黃黄楊杨鄭郑許许馮冯鄧邓蕭萧羅罗盧卢縣县區区鎮镇鄉乡東东華华國国廣广園园電电機机車车門门開开關关時时間间"
    "後后從从來来對对應应當当將将與与為为見见過过進进遠远運运達达違违遲迟選选勞劳動动務务勝胜勢势單单嚴严團团圍围圖图場场塊块壓压壞坏墻墙夢梦奪夺獎奖婦妇學学實实寫写審审導导屬属層层島岛嶺岭幫帮幣币幹干廳厅"
    "彈弹彙汇徑径復复態态慘惨懷怀戰战戶户擔担據据擇择擋挡攔拦損损換换撥拨數数斷断舊旧晉晋曉晓會会條条樣样橋桥樓楼標标權权歡欢歲岁歷历殘残殺杀氣气決决沒没淚泪測测湊凑滿满漢汉潔洁濟济災灾煉炼熱热營营爭争牽牵"
    "狀状獨独獲获現现環环產产畢毕異异療疗監监盤盘礦矿確确禍祸種种稱称穩稳窮穷竊窃筆笔節节範范築筑簽签籌筹紅红約约級级紙纸細细終终組组結结絕绝統统經经維维緊紧線线練练縮缩總总績绩織织繳缴繼继續续罰罚職职聯联"
    "聽听腦脑膽胆臨临舉举興兴艱艰藝艺藥药處处虧亏衛卫補补裝装製制規规視视覺觉觀观計计訂订認认訴诉診诊詐诈該该詳详誠诚誤误請请論论諮咨講讲謝谢證证識识護护讓让豐丰負负財财責责貨货貪贪貧贫購购貸贷費费貼贴賀贺"
    "賃赁賠赔賣卖質质賬账賭赌賴赖贏赢趕赶跡迹踐践軟软較较載载輕轻輛辆輪轮輸输轉转辦办連连遊游郵邮醫医釋释裏里裡里針针鋼钢錄录鋪铺鐵铁長长閉闭閱阅隊队階阶際际險险隨随雙双雜杂難难雲云靜静響响頂顶項项順顺須须"
    "預预領领頭头題题額额顧顾風风飯饭飲饮養养餘余館馆駐驻駕驾騙骗驗验驚惊體体髮发鬧闹魚鱼鳳凤鹽盐麗丽麼么點点齊齐齡龄龍龙櫃柜欄栏殼壳畝亩啟启嗎吗噸吨圓圆壟垄夠够媽妈孫孙寶宝尋寻專专屆届師师帶带帳账廢废強强"
    "徹彻恆恒惡恶愛爱慮虑慶庆憂忧憑凭戲戏執执掃扫採采揮挥搶抢擾扰攜携敗败敵敌暫暂書书榮荣極极構构樂乐檢检檔档毀毁溝沟滯滞滬沪漲涨澤泽濱滨灣湾煙烟爐炉爾尔爺爷牆墙獄狱畫画痠酸癥症盡尽眾众矚瞩碼码磚砖禮礼競竞"
    "簡简糧粮紀纪納纳紛纷純纯網网緩缓綠绿編编羣群義义習习聖圣聞闻聲声肅肃脅胁脫脱臟脏蓋盖蘇苏虛虚蟲虫術术複复託托訪访設设詢询試试諾诺謀谋變变貢贡販贩貴贵買买賺赚贊赞趨趋躍跃軍军輩辈遺遗鄰邻醬酱鈔钞鉤钩銀银"
    "銅铜銷销錯错鍋锅鎖锁鏈链鑒鉴閒闲闆板陽阳陰阴陸陆隱隐雖虽霧雾韓韩頁页頻频願愿類类飛飞騰腾鬥斗魯鲁鮮鲜麥麦"
)
_SIGNS = dict(zip(map(ord, _TRADITIONAL[::2]), _TRADITIONAL[1::2], strict=True))
_WIDE = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {0xFF0E: ".", 0xFF0F: "/", 0xFF05: "%", 0x3000: " ", 0xA0: " ", 0xFF0A: "*"}
_TABLE = {**_SIGNS, **_WIDE}
_HAN = "\u2e80-\u9fff\uff00-\uffef"
_BETWEEN_HAN = rf"(?<=[{_HAN}])[ \t]+|(?<=[^ \t])[ \t]+(?=[{_HAN}])|^[ \t]+(?=[{_HAN}])"
_DIGITS_APART = r"(?<=\d)[ \t]+(?=\d(?:[ \t\d]|[万元年月日个名人]))"
_UNSEEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\ud800-\udfff\U0001f000-\U0001faff\U000e0000-\U000e0fff\u2600-\u27bf]+"
)
_DROPPED = re.compile(rf"{_UNSEEN}|{_BETWEEN_HAN}|{_DIGITS_APART}|\r")
_BLANK = re.compile(r"[ \t]|\r|[^\s\u4e00-\u9fff!-~，。！？；：、（）“”《》]")
_TRANSLATED = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """The plain text, and what was left out of the original: where in the plain text, and how many signs up to there."""

    text: str
    left_out_at: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the piece [start, end) of the plain text stands in the original."""
        if start >= end:
            return start, end
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        gaps = bisect_right(self.left_out_at, at)
        return at + (self.left_out[gaps - 1] if gaps else 0)


def plain_text(written: str) -> PlainText:
    """Make it plain; the order of signs stays, none is added.

    >>> plain_text("拖 欠３０人").text
    '拖欠30人'
    """
    text = written.translate(_TABLE) if _TRANSLATED.search(written) else written
    if not _BLANK.search(text):
        return PlainText(text)
    pieces, left_out_at, left_out = [], [], []
    at = gone = 0
    for match in _DROPPED.finditer(text):
        start, end = match.span()
        pieces.append(text[at:start])
        left_out_at.append(start - gone)
        gone += end - start
        left_out.append(gone)
        at = end
    return PlainText("".join((*pieces, text[at:])), tuple(left_out_at), tuple(left_out))
