"""The core: papers, digests and questions. It has never heard of Slack or Discord."""
