"""How right the warnings were, what the next pay day will lack, whether the data are live."""
