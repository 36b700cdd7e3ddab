"""Bulletins and reports at the desk: drafted, read with every figure open, written over, compared, issued."""
