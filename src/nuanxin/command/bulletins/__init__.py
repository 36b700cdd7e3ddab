"""Bulletins and reports: official papers drafted from data, every figure of which opens to the rows behind it."""
