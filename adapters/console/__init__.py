"""The terminal as a platform: a channel is a stream, and its threads follow in it."""
