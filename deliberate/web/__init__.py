"""HTTP: pages for people, an API for programs. Everything that changes something goes through the door."""
