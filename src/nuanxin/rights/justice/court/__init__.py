"""The court's leg: wage suits, preservation, enforcement with recovered money, payment orders."""
