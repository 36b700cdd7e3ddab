"""Invented stories about wages and the ways in which people pass them on. Every name is invented."""

from __future__ import annotations

import random
from itertools import product

FIRMS = [
    "豫北宏达建筑",
    "中原恒基劳务",
    "新乡泰和置业",
    "牧野鼎盛建设",
    "卫滨金桥装饰",
    "红旗华茂服装",
    "凤泉永固机械",
    "封丘锦程食品",
    "延津安顺物流",
    "长垣瑞丰电力",
]
SITES = [
    "翡翠城三期",
    "锦绣华庭二标段",
    "滨河学府",
    "高铁片区安置房",
    "产业园八号厂房",
    "人民医院新院区",
    "平原路改造",
    "大学城公寓",
    "湿地公园东区",
    "冷链物流港",
]
OPENINGS = [
    "本人是外省农民工，",
    "我父亲今年五十八岁，",
    "我们一个班组都是同乡，",
    "求各位网友帮忙转发，",
    "实在没有办法了才发这个帖子，",
    "已经跑了好几趟相关部门，",
]
BODIES = [
    "去年三月到{firm}有限公司承建的{site}工地干钢筋活，干了整整七个月，到现在还差{persons}个人的工钱{money}万元，老板说甲方没有拨款，让我们一直等。",
    "{firm}有限公司把{site}的木工活包给一个姓马的包工头，活干完人跑了，公司说钱已经给他了，{persons}个工人{money}万元血汗钱没人认账。",
    "在{site}做外墙保温，{firm}有限公司每个月只发两千块生活费，说好年底一次结清，结果项目经理电话打不通，{persons}个人合计欠{money}万元。",
    "{firm}有限公司关门以后，{site}那边{persons}名工人的最后四个月工资没有发，一共{money}万元，仓库里的设备这两天正在往外拉。",
]
ENDINGS = [
    "马上过年了，孩子学费还没有着落。",
    "手里有考勤表和老板签字的欠条。",
    "希望有关部门管一管，我们只要自己的辛苦钱。",
    "联系电话在评论区，欢迎记者采访。",
    "打了热线，说正在协调，一个月没有消息。",
]
REMARKS = [
    "转发微博",
    "支持，顶上去！",
    "//@热心网友小李：这家公司我也听说过",
    "大家都看看吧[怒][怒]",
    "扩散！",
    "@平安新乡 @新乡发布",
]
GOOD_WISHES = [
    "今天天气真好，出去走走。",
    "中午吃了一碗烩面，味道不错，推荐给大家。",
    "县里新修的公园开放了，周末带孩子去转了一圈，人很多。",
]


def story(chance: random.Random) -> str:
    """A story: firm, site, persons, money; opening, body and ending are shared by many."""
    return told(chance, chance.choice(FIRMS), chance.choice(SITES), chance.choice(BODIES))


def different_stories(chance: random.Random, count: int) -> list[str]:
    """Stories no two of which tell in the same words of the same firm at the same site: nobody could tell those apart once cut."""
    every = list(product(FIRMS, SITES, BODIES))
    return [told(chance, *one) for one in chance.sample(every, count)]


def told(chance: random.Random, firm: str, site: str, body: str) -> str:
    words = body.format(firm=firm, site=site, persons=chance.randrange(3, 90), money=chance.randrange(5, 400))
    return chance.choice(OPENINGS) + words + chance.choice(ENDINGS)


def repost(text: str, chance: random.Random) -> str:
    """The same story as others pass it on: commented, cut, dressed up, disguised, a sign changed here and there."""
    for change in chance.sample([comment, cut, dress, disguise, mistype, full_width], chance.randrange(1, 4)):
        text = change(text, chance)
    return text


def comment(text: str, chance: random.Random) -> str:
    return chance.choice(REMARKS) + "，" + text if chance.random() < 0.5 else text + chance.choice(REMARKS)


def cut(text: str, chance: random.Random) -> str:
    """The end is left out, at most four tenths of it."""
    return text[: int(len(text) * chance.uniform(0.6, 0.95))] + "…"


def dress(text: str, chance: random.Random) -> str:
    return f"【转】{text} https://t.example.cn/{chance.randrange(10**6)} [泪][泪]"


def disguise(text: str, chance: random.Random) -> str:
    """Spaces and dots between signs, against the platform's filters."""
    return text.replace("工钱", "工·钱").replace("，", " ， ").replace("老板", "老 板")


def mistype(text: str, chance: random.Random) -> str:
    signs = list(text)
    for at in chance.sample(range(len(signs)), 2):
        signs[at] = chance.choice("的地得了啦吗呢")
    return "".join(signs)


def full_width(text: str, chance: random.Random) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "0" <= sign <= "9" else sign for sign in text)
