"""What people and offices write, read as values: numbers, sums, persons, dates, bodies, document and outline numbers. Pure."""
