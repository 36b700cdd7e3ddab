"""The sentence that a user reads when something is refused."""

from nuanxin.foundation.common.errors import BadInput, Fault, Refusal


def test_a_refusal_is_one_sentence_with_what_why_remedy_and_article() -> None:
    refusal = Refusal(
        "线索XS-1不能立案", why="违法行为已超过两年", remedy="请书面告知投诉人", cites="《劳动保障监察条例》第二十条"
    )
    assert str(refusal) == (
        "线索XS-1不能立案：违法行为已超过两年；请书面告知投诉人（依据：《劳动保障监察条例》第二十条）。"
    )


def test_missing_parts_leave_no_stray_signs() -> None:
    assert str(Refusal("不能删除。")) == "不能删除。"
    assert str(Refusal("不能删除", remedy="请改为更正。")) == "不能删除；请改为更正。"


def test_a_fault_names_row_and_column() -> None:
    assert str(Fault("不是日期", row=3, column="发现日期", remedy="请写成 2024-01-03")) == (
        "第3行“发现日期”：不是日期；请写成 2024-01-03"
    )
    assert str(Fault("文件为空")) == "文件为空"


def test_bad_input_names_every_fault_and_shortens_a_long_list() -> None:
    two = BadInput([Fault("甲", row=1), Fault("乙", row=2)])
    assert str(two) == "共2处问题：（1）第1行：甲；（2）第2行：乙。"
    assert len(two.faults) == 2
    many = str(BadInput(Fault("错", row=number) for number in range(1, 31)))
    assert many.endswith("其余10处略。")
    assert BadInput(Fault("只有一处")).faults == (Fault("只有一处"),)
