"""Pages of firms in difficulty: the plans, one plan, its measures, the relief policies of the place."""
