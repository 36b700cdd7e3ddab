"""The situation of returning home and to work, week by week, with what may come."""
