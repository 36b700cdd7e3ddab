"""The models of the room lie beside their ideas: register, risk, backtest, warnings, asking_workers. `apps.py` brings them in."""
