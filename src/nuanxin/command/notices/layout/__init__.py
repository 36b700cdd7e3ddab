"""How a paper is built: paragraphs put together again, outline, head, closing, annexes, a notice inside a notice."""
