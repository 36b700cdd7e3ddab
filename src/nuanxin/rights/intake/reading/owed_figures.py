"""How much is owed and to how many: every sum and every count of the text, weighed by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.foundation.common.reading.money_said import Sum, read_sum, sums_said
from nuanxin.foundation.common.reading.persons_said import Persons, persons_said

_TOTAL = re.compile(r"(?:共计|总计|合计|累计|总额|总共|一共|总数|共欠|金额|总金额|合共|共)[^。，,；]{0,8}$")
_OWED = re.compile(
    r"(?:欠|差|未付|没付|未支付|没有付|没给|没有给|未结|没结|未发|没发|剩|余下|克扣|扣|少[算给发付结])[^。；]{0,14}$"
)
_FOR_WORK = re.compile(r"(?:工资|工钱|血汗钱|薪|劳务|人工|工人|民工|加班费|工程款|安装款|尾款|生活费)[^。；]{0,12}$")
_STILL = re.compile(r"(?:还|尚|仍|剩下|剩余|余|尾款|下欠)[^。，,；]{0,8}$")
_NOW_STILL = re.compile(
    r"(?:现|现在|目前|至今|截至|截止|如今|到现在|余款|最后)[^。；，,]{0,8}(?:剩余?|还剩|还欠|尚欠|仍欠|欠|差)[^。；，,\d]{0,4}$"
)
_AFTER_OWED = re.compile(
    r"^(?:元|块)?(?:左右|多|余)?(?:的)?(?:工人|农民工|民工|员工)?(?:[^。！；]{0,4})?"
    r"(?:工资|工钱|血汗钱|薪|劳务费|人工费|加班费|安装款|尾款|至今|未付|没付|没给|没有给|未结|没有结|不给|不发|不结|不付|未支付|未结清|未付清|没结清|没付清|未发|没发|没有发|未发放|拿不到|要不回|没到手|一直拖|一直没|拖着|一分)"
)
_RATE = re.compile(
    r"(?:每月|每个月|月薪|月工资|底薪|一个月|每天|一天|日工资|天工资|每人|人均|每平方|单价|工价|平均|每亩|每吨|每米|每小时|每方|少则|多则|最少|最多|标准是?|按)[^。；，,]{0,8}$"
)
# 压了一个月工资2600元: so many months held back, no rate.
_HELD_MONTHS = re.compile(
    r"(?:压|欠|扣|押|拖|差|没发|未发|没给|剩|最后|头|末|上|第一?|这|那)[^。；，,]{0,5}个月(?:的)?(?:工资|工钱|薪水)[^。；，,0-9]{0,4}$"
)
_RATE_AFTER = re.compile(
    r"^(?:钱)?(?:/|一个月|每月|每个月|一天|每天|一平|一方|一个平方|每平|每人|/月|/天|月薪|左右一个月|的月薪|每个人|一人|一小时|的标准)"
)
_PAID = re.compile(
    r"(?:已付|已支付|支付了|已经支付|付了|给了|已给|发了|预支|借支|领了|领取|打了|转了|收到|只给|只付|只发|仅付|仅支付|才给|才付|先付|已经付|结了|垫付|垫资|借了|贷了|退|罚款|"
    r"罚|赔偿|赔|押金|保证金|注册资本|首付|总造价|造价|合同价|合同金额|总价|工程总额|结算价|双倍|补偿金?|差额|花费|花了|投资|补助|欠条上|欠银行|贷款|材料款|材料费|货款|设备款?)[^。；，,]{0,10}$"
)
# 其中农民工工资320万元: of project money the part that is pay.
_PAY_PART = re.compile(r"其中[^。；]{0,10}(?:工资|工钱|人工费|劳务费|劳动报酬)[^。；，,0-9]{0,6}$")
# 欠我5600, 剩下的23000多, 差五千八: money without a unit, where a debt is named just before.
_WITHOUT_UNIT = re.compile(
    r"(?:欠(?:了|着|下)?(?:我们?|我家人?|他们?)?|还差|还剩|剩下的?|余下的?|共计|总计|累计|一共|合计|总共|工资|工钱|加班费)[约大概近有是的差不多]{0,3}"
    r"(?!123(?:45|33|48)(?!\d))(?P<sum>\d{3,7}(?:\.\d{1,2})?|[一二两三四五六七八九]千[一二三四五六七八九]?百?)(?P<more>多|余)?"
    r"(?![0-9.]|[万萬亿千百十]|[年月日号个人名户平方米吨天小时次家位栋层间台套条块元圆])"
)
# 一共28000，只给了8000，还欠两万: the first is no longer what is owed
_THEN_PAID = re.compile(
    r"^[^。；！？]{0,14}?(?:只给|只付|只发|已付|已给|已发|已经付|已经给|付了|给了|发了|支付了|预支|借支|除去|扣除|减去|拿了|领了|拿到)"
    r"[^。；！？]{0,24}?(?:还欠|尚欠|仍欠|还有|剩|余|还差|下欠|差)[^。；，,]{0,6}?[\d一二两三四五六七八九十]"
)
_SPEAKS_OF_PAY = re.compile(r"欠|工资|工钱|没发|未发")  # and then: 一共3.8万元
_ONE_OF_LIST = re.compile(r"[\u4e00-\u9fff]某某?[^，。；、]{0,4}$")  # 张某3200元，李某4500元
_NEXT_OF_LIST = re.compile(r"^[^。\u4e00-\u9fff]{0,2}[\u4e00-\u9fff]某")
_OFFER = re.compile(r"(?:了事|算了|打发|和解|私了|优先给)")


def amount_owed(text: str, title_end: int) -> Sum | None:
    """The sum that is owed in all; None where none was said or none can be told from rates and payments."""
    best, best_worth = None, 0.0
    for one in [*sums_said(text), *_sums_without_unit(text)]:
        worth = _worth_of_sum(text, one, title_end)
        if worth > best_worth or (worth == best_worth and best is not None and one.fen > best.fen):
            best, best_worth = one, worth
    return best


def _sums_without_unit(text: str) -> list[Sum]:
    found = []
    for match in _WITHOUT_UNIT.finditer(text):
        said = read_sum(f"{match['sum']}元")
        if said is not None:
            found.append(Sum(said.fen, said.exact and not match["more"], match.start("sum"), match.end()))
    return found


def _worth_of_sum(text: str, one: Sum, title_end: int) -> float:
    before, after = text[max(0, one.start - 22) : one.start], text[one.end : one.end + 16]
    worth = 0.0
    worth += 2.0 * bool(_TOTAL.search(before)) + 3.0 * bool(_OWED.search(before)) + 1.5 * bool(_FOR_WORK.search(before))
    worth += (
        1.0 * bool(_STILL.search(before))
        + 2.0 * bool(_NOW_STILL.search(before))
        + 2.0 * bool(_AFTER_OWED.match(after))
        + 1.5 * (one.start < title_end)
    )
    held = bool(_HELD_MONTHS.search(before))
    worth += 4.0 * held - 5.0 * (bool(_RATE.search(before)) and not held)
    worth -= 4.0 * bool(_RATE_AFTER.match(after)) + 3.5 * bool(_PAID.search(before))
    worth += 4.0 * bool(_PAY_PART.search(text[max(0, one.start - 30) : one.start]))
    worth += 2.5 * bool(_TOTAL.search(before) and _SPEAKS_OF_PAY.search(text, max(0, one.start - 40), one.start))
    worth -= 3.0 * bool(_THEN_PAID.match(text[one.end : one.end + 60]))
    worth -= 2.5 * bool(_ONE_OF_LIST.search(before) and _NEXT_OF_LIST.match(after))
    worth -= 3.0 * bool(_OFFER.search(after))
    return worth


_NO_WORKERS = ("人", "人员", "受害者", "兄弟", "弟兄", "老乡", "同事", "同胞", "姐妹", "妇女", "老人")
_OURS = re.compile(
    r"(?:我们|咱们|俺们|我等|拖欠|欠|带了|带领|带着|手下有?|手底下|雇了?|组织了?|共|一共|总共|共计|涉及|及其他|及其它|和其他|包括我|连我|等|另外|还有|加起来|班组|队里|厂里|店里|公司里?|全厂|全队|全组|全店|安装工，|工人，)[^。；，,]{0,6}$"
)
# 我们4个……又叫了6个，一共10人: what sums up stands for all that was counted before it.
_SUMMED = re.compile(r"(?:一共|总共|共计|合计|总计|加起来)(?:就?有|是)?$")
_FOLLOWED = re.compile(
    r"^[^。；，,]{0,8}(?:工资|工钱|血汗钱|没拿|没有拿|被欠|被拖欠|泣血|求助|敬上|打工|干活|做工|做事|施工|讨薪|没发|未发|联名|的钱|工作|每人|人均|从)"
)
_NOT_OWED = re.compile(
    r"(?:护理|请我|请了|雇了|业主|购房|学生|居民|村民|客户|领导|老板|警察|(?:叫|派|带|喊|动用|和|被)保安|某某|骗|受害|投资|家属|家里|他们|管理|来了|派了|出动|找了|叫了|付清|发了|给了|"
    r"近?[0-9一二三四五六七八九十百]+户|公司(?:只|才|总共|一共)|剩下|只有)[^。；，,]{0,6}$"
)
_PAID_SINCE = re.compile(
    r"^[^。，,]{0,4}(?:工资|工钱)?(?:都|均)?(?:已经?|全部)(?:都)?(?:结清|付清|发放|拿到|领到|支付|发了)"
)
_ALONE = re.compile(
    r"本人|投诉人[:：]|我叫|我于|我在|我是|我从|欠我(?!们)|给我(?!们)|我的(?:工资|工钱|血汗钱|加班费|押金)|我工资|我(?!们|国|县|市|省|区|镇|乡|村|厂|司|公司|校|院|单位|局|队|组|班|方|等|家|党|和|俩|这|想|觉|认为)|"
    r"我(?:妈|爸|父亲|母亲|老公|丈夫|妻子|哥|弟|儿子|女儿|爱人|老婆|家人)"
)
_OUR_PAY = re.compile(
    r"(?<![帮为])我们(?:的)?(?:工资|工钱|血汗钱|工人|员工|农民工|民工|这群)|(?<![帮为])我们[^。，]{0,6}(?:血汗钱|工资|打工|做工|干活)|欠我们|我和|大家的|工友们|全体|"
    r"数名|几名|兄弟们|其他工友|我带|带领"
)
_MANY = re.compile(
    rf"{_OUR_PAY.pattern}|我们(?:这些|大家|几个|一起)|等人|工人们|员工们|欠[^。，我]{{0,8}}(?:员工|农民工|民工|工人|职工)"
)
_BY_NAME = re.compile(
    r"本人|投诉人[:：]|我叫|我是一[名个]|我(?:就是)?一个[^。，]{0,8}(?:农民工|打工的)|我个人|欠(?:了|着)?我(?!们|和|家|国|县|市|公司)"
)
# 我们夫妻俩: two, however said.
_PAIR = re.compile(
    r"(?:夫妻|夫妇|父子|母子|父女|母女|兄弟|兄妹|姐弟|姐妹|爷俩)(?:二人|两人|两个|俩|二个)|两口子|我(?:和|跟|与)我?(?:老婆|老公|妻子|丈夫|爱人|儿子|女儿|父亲|母亲|哥哥?|弟弟?|爸|妈)(?:两人|二人|两个人?|俩)|我和我?(?:老婆|老公|妻子|丈夫|爱人|儿子|女儿|父亲|母亲|哥哥|弟弟|爸|妈)(?:一起)?(?:在|到|去|给|做|干|打工)"
)
_CARD = re.compile("身份证")
_SEX = re.compile(r"(?<=[，,、（(])[男女](?=[，,、。.；;（(])")  # 张三，男，某县人
_NAMED_WITH_SUM = re.compile(r"[\u4e00-\u9fff]某某?[：:，,]?(?:工资|欠|共|计)?[：:]?\d{3,6}(?:元|块)")
_MOST_LISTED = 30


@dataclass(frozen=True)
class Workers:
    """How many are owed; the span is None where one person speaks of his own pay only."""

    count: int
    exact: bool
    span: tuple[int, int] | None


def workers_owed(text: str, title_end: int) -> Workers | None:
    """The number of workers owed: as said, else one where the writer speaks of himself (or of one relative) alone."""
    best, best_worth = None, 0.0
    for one in persons_said(text):
        worth = _worth_of_count(text, one, title_end)
        if worth > best_worth:
            best, best_worth = one, worth
    if best is not None:
        return Workers(best.count, best.exact, (best.start, best.end))
    listed = _listed(text)
    if listed is not None:
        return listed
    pair = _PAIR.search(text)
    if pair and not _OUR_PAY.search(text[title_end:].replace(pair[0], "")):
        return Workers(2, True, pair.span())
    by_name = _BY_NAME.search(text, title_end)
    alone = by_name or _ALONE.search(text)
    if alone and not (_OUR_PAY if by_name else _MANY).search(text, title_end):
        return Workers(1, True, alone.span())
    return None


def _listed(text: str) -> Workers | None:
    """Workers named one by one, each with his card, his sex or what is owed to him."""
    for mark in (_CARD, _SEX, _NAMED_WITH_SUM):
        found = list(mark.finditer(text))
        if 2 <= len(found) <= _MOST_LISTED:
            return Workers(len(found), True, (found[0].start(), found[-1].end()))
    return None


def _worth_of_count(text: str, one: Persons, title_end: int) -> float:
    before, after = text[max(0, one.start - 14) : one.start], text[one.end : one.end + 14]
    worth = 1.5 * (one.noun not in _NO_WORKERS) + 2.0 * bool(_OURS.search(before)) + 1.5 * bool(_FOLLOWED.match(after))
    worth += 0.5 * bool(_SUMMED.search(before))
    worth += 1.0 * (one.start < title_end) - 3.0 * bool(_NOT_OWED.search(before) or _PAID_SINCE.match(after))
    return worth - 2.0 * (one.count == 1)
