"""What things are: frozen pydantic models, one file per noun, no I/O."""
