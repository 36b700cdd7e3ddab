"""The models of the room lie beside their ideas: register, risk, backtest, warnings, asking_workers, employers. `apps.py` brings them in."""
