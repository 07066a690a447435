"""What the product offers to those who talk to it; `PapersApp` is made of these."""
