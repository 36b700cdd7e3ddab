"""The models of the room lie beside their ideas. `apps.py` brings them in."""
