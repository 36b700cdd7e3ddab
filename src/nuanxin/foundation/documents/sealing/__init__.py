"""Seals: a supplier's electronic seal behind one small protocol, or paper printed, stamped and scanned."""
