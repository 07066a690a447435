"""What people do in Discord, and what is done about it."""
