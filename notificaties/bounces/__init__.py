"""E-mail that could not be delivered: the mailbox in which that is told, and what it says."""
