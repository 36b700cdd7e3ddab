"""涉黑涉恶线索: found while a wage case is handled, handed to the body in charge, seen by few."""
