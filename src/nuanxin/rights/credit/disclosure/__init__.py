"""行政执法决定公示: every single decision of labour inspection is made public in time, or not, with a reason and approval.

Beside `publication` (令29): that one gathers serious violations into batches; this one follows each decision (三项制度之一).
"""
