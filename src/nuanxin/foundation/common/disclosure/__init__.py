"""What may be published of figures without giving persons away."""

from nuanxin.foundation.common.disclosure.small_numbers import LEAST, hidden_cells, safe_sums

__all__ = ["LEAST", "hidden_cells", "safe_sums"]
