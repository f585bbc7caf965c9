"""Who may do what, said once for all."""

from __future__ import annotations

import pytest

from kpi.access import NotAllowed, Permission, Role, User, local_user, require

KEEPING = {Permission.BACK_UP, Permission.RESTORE}
MAY = {
    Role.VIEWER: {Permission.READ, Permission.EXPORT},
    Role.EDITOR: set(Permission) - KEEPING,
    Role.ADMINISTRATOR: set(Permission),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Permission)
def test_a_role_reaches_so_far_and_no_farther(role: Role, action: Permission) -> None:
    user = User("Kim", role)
    if action in MAY[role]:
        require(user, action, "tallene")
    else:
        with pytest.raises(NotAllowed, match="Kim har ikke adgang til dette: tallene"):
            require(user, action, "tallene")


def test_whoever_sits_at_the_machine_is_its_administrator() -> None:
    assert local_user("Kim") == User("Kim", Role.ADMINISTRATOR)
