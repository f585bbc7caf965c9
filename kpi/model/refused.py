"""What every refusal has in common, so that an entry point can tell it without knowing the room it comes from."""


class Refused(Exception):
    """What was asked was not done; the text says why and what to do, in Danish."""
