"""Nuanxin (暖薪): unpaid wages found early, paid by law, proved in the official tables."""
