"""The pages of deposit, fund, hardship relief and double payments."""
