"""The firms' own accounts at the officer's desk: opened, closed, and what came in through them."""
