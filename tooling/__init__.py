"""What the Makefile calls: set-up scripts and checks of the source. Not part of the product."""
