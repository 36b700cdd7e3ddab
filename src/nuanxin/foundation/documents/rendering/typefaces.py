"""Which typefaces papers are set in: the agency's own 仿宋 and 小标宋 where it owns them, else the free Noto faces."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typst

from nuanxin.foundation.common.errors import Refusal

# GB/T 9704-2012 asks for 仿宋 and 小标宋, which are not free: an agency that owns them puts them into its own folder.
WANTED: dict[str, tuple[str, ...]] = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "Noto Serif CJK SC", "Noto Sans CJK SC"),
    "title": (
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "方正小标宋_GBK",
        "方正小标宋简体",
        "Noto Serif CJK SC",
        "Noto Sans CJK SC",
    ),
    # 楷体 of the second level; none of the Noto faces is one, so that without the agency's own the body's stands in.
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "AR PL UKai CN", "Noto Serif CJK SC", "Noto Sans CJK SC"),
    "sans": ("SimHei", "黑体", "Noto Sans CJK SC", "Noto Serif CJK SC"),
}


@lru_cache(maxsize=4)
def faces(folder: Path, system: bool = True) -> typst.Fonts:
    """Every typeface of the agency's folder and of the system; searched once a process (it takes about a second)."""
    return typst.Fonts(
        include_system_fonts=system,
        include_embedded_fonts=False,
        font_paths=[str(folder)] if folder.is_dir() else [],
    )


def chosen(found: typst.Fonts, folder: Path) -> dict[str, list[str]]:
    """Per use the wanted families that are there, best first. Refusal when no Chinese typeface is there at all."""
    there = set(found.families())
    families = {use: [name for name in names if name in there] for use, names in WANTED.items()}
    if not all(families.values()):
        raise Refusal(
            "不能生成PDF文书",
            why="没有找到中文字体",
            remedy=f"请安装系统软件包 fonts-noto-cjk，或者把本单位的仿宋、小标宋、黑体字体文件放入 {folder}",
            cites="GB/T 9704-2012",
        )
    return families
