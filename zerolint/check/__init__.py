"""What a rule is, what it says, and how the rules are put to a program."""
