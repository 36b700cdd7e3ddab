"""How items come in: by hand, from files, from allow-listed feeds."""
