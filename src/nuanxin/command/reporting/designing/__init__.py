"""Drawing up a form on the page: a worksheet of what was typed, the form it says, and what is wrong with it where."""
