"""The models of the room lie beside their ideas: deposit, firms, fund, hardship, once. `apps.py` brings them in."""
