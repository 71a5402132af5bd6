"""The ways of respelling. A module holds some of one kind; adding one touches only its module."""
