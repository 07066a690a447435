"""The gate between what a model says and what people read; digests and answers share it."""
