"""A campaign opened: its tasks, dates, targets and figures, from a reading, from a ready one, or by hand."""
