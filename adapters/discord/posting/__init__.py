"""What stands in Discord: messages, and answers that grow."""
