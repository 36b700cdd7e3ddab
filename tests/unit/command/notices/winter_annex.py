"""The annex of the winter notice (新农工办〔2023〕6号) as its paper prints it: in tabs, in blanks, as Word, as PDF."""

from __future__ import annotations

from pathlib import Path

import docx
import typst

# A cell of the head: row, column, rows, columns, words with a blank where the paper breaks the line.
HEAD = [
    (0, 0, 3, 1, ""), (0, 1, 3, 1, ""),
    (0, 2, 1, 3, "检查用人单位情况"), (0, 5, 1, 6, "解决情况"), (0, 11, 1, 3, "行政处理处罚"), (0, 14, 1, 2, "涉嫌犯罪案件"),
    (1, 2, 2, 1, "用人 单位 户数 (户)"), (1, 3, 2, 1, "涉及 职工 人数 (万人)"), (1, 4, 2, 1, "其中： 农民工人数 (万人)"),
    (1, 5, 1, 2, "解决欠薪问题数量"), (1, 7, 1, 2, "解决欠薪问题 涉及人数 (万人)"), (1, 9, 1, 2, "解决欠薪问题 涉及金额 (万元)"),
    (1, 11, 2, 1, "责令改正 (件)"), (1, 12, 2, 1, "行政处理 决定(件)"), (1, 13, 2, 1, "行政处罚 决定(件)"),
    (1, 14, 2, 1, "移送 公安 机关 (件)"), (1, 15, 2, 1, "公安机 关立案 (件)"),
    (2, 5, 1, 1, "立案 (件)"), (2, 6, 1, 1, "通过协调等非 立案方式解决 (件)"),
    (2, 7, 1, 1, "合计"), (2, 8, 1, 1, "其中： 农民工"), (2, 9, 1, 1, "合计"), (2, 10, 1, 1, "其中： 农民工"),
]  # fmt: skip
COLUMNS = 16
BODY = [["甲", "序号", *map(str, range(1, 15))]] + [
    [name, str(number), *[""] * 14] for number, name in enumerate(["合计", "工程建设领域", "制造业", "其他"], 1)
]
BEFORE = ["附件", "根治欠薪冬季专项行动情况", "填报单位名称（盖章）：", "填报时间："]
BEHIND = [
    "其他情况：",
    "1.检查政府投资项目共_____个，查实存在欠薪项目_____个（拖欠工资_____万元，涉及_____万人）；检查国企项目共_____个，查实存在欠薪项目_____个（拖欠工资_____万元，涉及_____万人）；",
    "2.解决新就业形态拖欠劳动报酬案件_____件，涉及_____万人_____万元；",
    "3.通过劳动人事争议调解组织和仲裁机构解决欠薪案件_____件，涉及_____万人_____万元；",
    "4.通过法院开展集中执行活动解决欠薪案件_____件，涉及_____万人_____万元；",
    "5.行业主管部门解决欠薪问题_____件，涉及_____万人_____万元；",
    "6.集中接访接收欠薪线索_____件；",
    "7.公布欠薪严重违法单位数：_____户，列入欠薪失信联合惩戒对象名单管理_____件。",
    "单位负责人：",
    "科（队）负责人：",
    "制表人：",
    "联系电话：",
    "备注：1.国企项目指中央和地方监管的国有（含国有控股）企业作为建设单位的工程项目（标段）；",
    "2.政府投资项目和国企项目有重合的分别单独统计。",
]
LEAD = [
    "关于开展根治欠薪冬季专项行动的通知",
    "各县（市、区）人力资源社会保障局：",
    "一、行动时间",
    "2023年11月至2024年2月。",
]


def _rows() -> list[list[str]]:
    head = [[""] * COLUMNS for _ in range(3)]
    for row, column, _, _, words in HEAD:
        head[row][column] = words
    return head + BODY


def as_tabs(path: Path) -> Path:
    table = ["\t".join(row) for row in _rows()]
    path.write_text(
        "\n\n".join(LEAD + BEFORE) + "\n\n" + "\n".join(table) + "\n\n" + "\n\n".join(BEHIND), encoding="utf-8"
    )
    return path


def as_blanks(path: Path) -> Path:
    """Columns of thirty-two signs; every word begins where its first column does."""
    table = []
    for row in _rows():
        line = ""
        for column, words in enumerate(row):
            bare = words.replace(" ", "")
            line += " " * (32 * column - len(line) - sum(ord(sign) > 255 for sign in line)) + bare if bare else ""
        table.append(line)
    path.write_text(
        "\n\n".join(LEAD + BEFORE) + "\n\n" + "\n".join(table) + "\n\n" + "\n\n".join(BEHIND), encoding="utf-8"
    )
    return path


def as_word(path: Path) -> Path:
    """Merged cells as Word keeps them; the blanks of the lines are underlined spaces."""
    paper = docx.Document()
    for line in LEAD + BEFORE:
        paper.add_paragraph(line)
    table = paper.add_table(rows=3 + len(BODY), cols=COLUMNS)
    for row, column, rows, columns, words in HEAD:
        table.cell(row, column).merge(table.cell(row + rows - 1, column + columns - 1)).text = words.replace(" ", "\n")
    for place, cells in enumerate(BODY):
        for column, words in enumerate(cells):
            table.cell(3 + place, column).text = words
    for line in BEHIND:
        paragraph = paper.add_paragraph()
        for place, piece in enumerate(line.split("_____")):
            if place:
                paragraph.add_run("     ").underline = True
            paragraph.add_run(piece)
    paper.save(str(path))
    return path


def as_pdf(path: Path, blank: str = '#raw("_____")') -> Path:
    """A ruled table on a wide page; `blank` is what the page draws where a figure is to be written."""
    cells = [
        f"table.cell(x: {column}, y: {row}, rowspan: {rows}, colspan: {columns})[{words.replace(' ', ' #linebreak() ')}]"
        for row, column, rows, columns, words in HEAD
    ]
    cells += [f"table.cell(x: {c}, y: {r + 3})[{words}]" for r, row in enumerate(BODY) for c, words in enumerate(row)]
    prose = ["#par[" + line.replace("_____", blank).replace("1.", "1\\.") + "]" for line in BEHIND]
    lead = [f"#par[{line}]" for line in LEAD + BEFORE]
    page = "#set page(width: 42cm, height: 29.7cm)\n#set text(size: 8pt)\n"
    source = page + "\n".join(lead) + f"\n#table(columns: {COLUMNS}, {', '.join(cells)})\n" + "\n".join(prose)
    path.with_suffix(".typ").write_text(source, encoding="utf-8")
    typst.compile(str(path.with_suffix(".typ")), output=str(path))
    return path


def as_pdf_with_lines(path: Path) -> Path:
    """The blanks are lines on the baseline, as underlined spaces are drawn."""
    return as_pdf(path, "#box(width: 3em, stroke: (bottom: 0.5pt), inset: (bottom: 1pt))")
