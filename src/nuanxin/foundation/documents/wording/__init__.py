"""From a template and filled fields to the finished wording. Pure."""
