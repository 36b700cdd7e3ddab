"""指挥: order, see, report."""
