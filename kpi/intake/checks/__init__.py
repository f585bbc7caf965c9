"""Judges what a layout states: the closed grammars, one row, the file as a whole, and beside what is stored."""
