"""What every request passes before it reaches a page: where it comes from, its language, whether the session still holds."""
