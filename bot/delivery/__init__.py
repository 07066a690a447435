"""A digest in a channel: what is posted, at what pace, each once whatever happens."""
