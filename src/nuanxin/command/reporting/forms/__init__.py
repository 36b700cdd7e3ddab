"""Official forms as data: what each row, column, item and check is. Plain Python; nothing here knows the database."""
