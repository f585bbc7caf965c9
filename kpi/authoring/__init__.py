"""For whoever writes a contract: a new one to fill in, and last year's moved one year on. Both are files to edit."""

from kpi.authoring.new import FileExists, begin_contract, set_aside_examples, write_next
from kpi.authoring.next_year import NextContract, next_contract

__all__ = ["FileExists", "NextContract", "begin_contract", "next_contract", "set_aside_examples", "write_next"]
