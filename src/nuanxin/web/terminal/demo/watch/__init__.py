"""Stories of the watch: warnings, public opinion, the grid, visits from phones, employers' sheets."""
