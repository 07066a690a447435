"""How a question becomes an answer: whether and what it is about, passages, statements, the gate."""
