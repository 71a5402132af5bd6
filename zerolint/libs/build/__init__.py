"""From what was remembered of an execution to the training program."""
