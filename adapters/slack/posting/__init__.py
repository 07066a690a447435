"""What stands in Slack: messages, and answers that grow."""
