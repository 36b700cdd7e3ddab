"""Two clues that are one: joined and, if that was wrong, parted again to the letter; many clues on one site under one."""

from nuanxin.rights.intake.merging.families import link_parent, parent_totals, unlink_parent
from nuanxin.rights.intake.merging.joining import merge_clues, unmerge_clues
from nuanxin.rights.intake.merging.pairing import decide_pair

__all__ = ["decide_pair", "link_parent", "merge_clues", "parent_totals", "unlink_parent", "unmerge_clues"]
