"""Digests and answers as neutral messages, and the Markdown format."""
