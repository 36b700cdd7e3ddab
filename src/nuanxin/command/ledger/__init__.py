"""台账: a bureau's whole history in and out as one workbook (contracts.md, "The ledger workbook")."""
