"""项目报备: a firm proposes the facts of its project, an officer confirms them, both sides see them."""
