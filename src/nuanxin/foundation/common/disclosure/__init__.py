"""What leaves the house: figures without giving persons away, and the mark of who took a list."""

from nuanxin.foundation.common.disclosure.small_numbers import LEAST, hidden_cells, safe_sums

__all__ = ["LEAST", "hidden_cells", "safe_sums"]
