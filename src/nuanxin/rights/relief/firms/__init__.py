"""Firms in difficulty: one plan per firm, one part per project (一企一策、一项目一策), wages first."""
