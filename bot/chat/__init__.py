"""What every chat platform does the same way, over the ports alone."""
