"""Who answers for which employer and project."""
