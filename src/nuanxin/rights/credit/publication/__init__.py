"""重大劳动保障违法行为社会公布 (令29): batches, masked fields, objections and corrections."""
