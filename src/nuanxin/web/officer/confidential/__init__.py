"""What only the named few may see: leads on organised crime."""
