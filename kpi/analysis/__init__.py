"""What the figures of a contract say, worked out and not said: no words, no screen; every view is made of it."""
