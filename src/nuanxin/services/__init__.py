"""Services: what the notices promise workers beside their wages."""
