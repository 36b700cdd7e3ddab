"""What a plan says made definite: days, and which units it means. Plain Python."""
