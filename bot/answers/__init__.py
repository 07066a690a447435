"""How a question becomes an Answer."""
