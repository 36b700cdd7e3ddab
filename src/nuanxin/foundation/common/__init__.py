"""Plain values: ID number, credit code, money in 分, days, masking, errors. No Django."""
