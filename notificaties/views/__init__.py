"""What comes in and goes out over HTTP: feeds. Each parses, asks and answers."""
