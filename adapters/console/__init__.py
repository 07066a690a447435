"""The terminal as a platform: a channel that is a stream, threads that are indented."""
