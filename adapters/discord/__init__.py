"""Discord: daily posts, questions in threads, `/papers`. README.md says how to install it."""
