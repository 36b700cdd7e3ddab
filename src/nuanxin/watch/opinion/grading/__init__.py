"""How grave an item is, by declared dated rules whose reasons are shown."""
