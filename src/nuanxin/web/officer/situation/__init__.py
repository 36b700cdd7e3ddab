"""The situation of returning home and to work: entered weekly by counties, shown with what may come."""
