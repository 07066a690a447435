"""What people do in Slack, and what is done about it."""
