"""Reading a complaint's free text: is it a wage claim, whose, how much, where, and which door is the right one. Pure."""
