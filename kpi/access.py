"""Who may do what. Without login everyone at this machine is its administrator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kpi.model.refused import Refused


class Role(StrEnum):
    VIEWER = "viewer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    READ = "read"
    """Every page that changes nothing."""
    EXPORT = "export"
    ENTER = "enter"
    """Figures, assessments, comments, meetings, and withdrawing them."""
    IMPORT = "import"
    """Files with figures, and withdrawing them."""
    WRITE_CONTRACT = "write_contract"
    """A new file that declares a contract."""
    BUILD = "build"
    BACK_UP = "back_up"
    """All that is kept, in one file."""
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class User:
    name: str
    """As it is written beside what the person does."""
    role: Role


def local_user(name: str) -> User:
    """Whoever sits at the machine; the program listens to no other."""
    return User(name, Role.ADMINISTRATOR)


class NotAllowed(Refused):
    """The role does not allow the action; says whom to ask, in Danish."""


def require(user: User, action: Permission, object_: str) -> None:
    """First line of every function that changes or exports something; `object_` is what it is done to.

    NotAllowed where the role does not reach.
    """
    if not may(user, action):
        raise NotAllowed(
            f"{user.name} har ikke adgang til dette: {object_}. "
            "Bed den, der administrerer Effekttavlen, om en anden rolle."
        )


def may(user: User, action: Permission) -> bool:
    match user.role:
        case Role.ADMINISTRATOR:
            return True
        case Role.EDITOR:
            return action not in (Permission.BACK_UP, Permission.RESTORE)
        case Role.VIEWER:
            return action in (Permission.READ, Permission.EXPORT)
        case _:
            assert_never(user.role)
