"""What was read of a paper: the abstract and the public record always, the full text once."""
