"""Acts on a clue as the officer meets them: each declared once with its form, its right and when it fits."""
