"""What people write, read as values: numbers, sums of money, counts of persons, months. Pure; nothing here knows a task."""
