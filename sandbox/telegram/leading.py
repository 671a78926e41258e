"""What people who lead a group do in it: members, rights, permissions, ways in."""

from dataclasses import replace
from datetime import datetime

from sandbox.telegram.cannot import CannotDo
from sandbox.telegram.groups import Group
from sandbox.telegram.happenings import Kind
from sandbox.telegram.invitations import InviteLink
from sandbox.telegram.joining import decide, keep_link, new_url
from sandbox.telegram.members import PERMISSIONS, RIGHTS, Member, Status
from sandbox.telegram.membership import change_member, enter, forgive, remove
from sandbox.telegram.messages import Profile
from sandbox.telegram.world import World


class Leading:
    """The owner's and the administrators' side. People and bots are named by their numbers."""

    def __init__(self, world: World, group: Group, leader: Profile) -> None:
        self._world = world
        self._group = group
        self._leader = leader

    def add(self, number: int) -> None:
        """Bring a person or a bot into the group."""
        self._check("can_invite_users")
        member = self._member(number)
        if member.present:
            raise CannotDo("They are in the group already.")
        if member.status is Status.KICKED:
            forgive(self._world, self._group, member.profile, self._leader)
        enter(self._world, self._group, member.profile, self._leader)

    def remove(self, number: int) -> None:
        """Send somebody away for good."""
        self._check("can_restrict_members")
        remove(self._world, self._group, self._below(number).profile, self._leader)

    def forgive(self, number: int) -> None:
        """Let somebody come again who was sent away."""
        self._check("can_restrict_members")
        member = self._member(number)
        if member.status is not Status.KICKED:
            raise CannotDo("They were not sent away.")
        forgive(self._world, self._group, member.profile, self._leader)

    def promote(self, number: int, *rights: str) -> None:
        """Make a member an administrator with these rights; without any, with all but promoting."""
        self._check("can_promote_members")
        if unknown := set(rights) - RIGHTS:
            raise ValueError(f"There are no rights {sorted(unknown)}.")
        member = self._below(number)
        if not member.present:
            raise CannotDo("Only who is in the group can be promoted.")
        given = frozenset(rights) or RIGHTS - {"can_promote_members"}
        new = Member(
            member.profile,
            Status.ADMINISTRATOR,
            given | {"can_manage_chat"},
            promoted_by=self._leader.id,
        )
        change_member(self._world, self._group, new, self._leader)

    def demote(self, number: int) -> None:
        """Make an administrator an ordinary member."""
        self._check("can_promote_members")
        member = self._below(number)
        if member.status is not Status.ADMINISTRATOR:
            raise CannotDo("They are no administrator.")
        new = Member(member.profile, Status.MEMBER)
        change_member(self._world, self._group, new, self._leader)

    def restrict(self, number: int, *may: str, until: datetime | None = None) -> None:
        """Let a member do only so much, for a while or for good; all permissions lift it."""
        self._check("can_restrict_members")
        member = self._below(number)
        new = Member(
            member.profile,
            Status.RESTRICTED,
            may=frozenset(may),
            until=until,
            inside=member.present,
        )
        if new.may >= PERMISSIONS:
            new = Member(member.profile, Status.MEMBER if member.present else Status.LEFT)
        change_member(self._world, self._group, new, self._leader)

    def permit(self, *permissions: str) -> None:
        """Say what ordinary members may do."""
        self._check("can_restrict_members")
        self._group.permissions = frozenset(permissions)
        self._world.tell(Kind.PERMISSIONS, self._group, by=self._leader)

    def delete(self, message_id: int) -> None:
        """Take away anybody's message; bots are not told."""
        self._check("can_delete_messages")
        if message_id not in self._group.messages:
            raise CannotDo(f"There is no message {message_id} to be seen.")
        self._world.delete(self._group, message_id, self._leader)

    def make_link(
        self, *, asks: bool = False, limit: int = 0, expires: datetime | None = None
    ) -> str:
        """A new way into the group."""
        self._check("can_invite_users")
        url = new_url(self._world)
        link = InviteLink(url, self._leader, asks=asks, limit=limit, expires=expires)
        return keep_link(self._world, self._group, link).url

    def revoke_link(self, url: str) -> None:
        """Close a way into the group."""
        self._check("can_invite_users")
        keep_link(self._world, self._group, replace(self._group.links[url], revoked=True))

    def let_in(self, number: int) -> None:
        """Accept somebody who asked."""
        self._decide(number, let_in=True)

    def turn_away(self, number: int) -> None:
        """Refuse somebody who asked."""
        self._decide(number, let_in=False)

    def waiting(self) -> list[int]:
        """Who asked to be let in, the longest first."""
        self._check("can_invite_users")
        return list(self._group.requests)

    def _decide(self, number: int, *, let_in: bool) -> None:
        self._check("can_invite_users")
        request = self._group.requests.get(number)
        if request is None:
            raise CannotDo("They do not wait at the door.")
        decide(self._world, self._group, request, self._leader, let_in=let_in)

    def _check(self, right: str) -> None:
        if not self._group.standing(self._leader, self._world.now()).has(right):
            raise CannotDo(f"Only who has {right} can do this.")

    def _member(self, number: int) -> Member:
        profile = self._world.profile(number)
        if profile is None:
            raise KeyError(f"Nobody has the number {number}.")
        return self._group.standing(profile, self._world.now())

    def _below(self, number: int) -> Member:
        """A member whom this leader may change: the owner anybody else, others who is no leader."""
        member = self._member(number)
        own = self._group.standing(self._leader, self._world.now())
        theirs = member.promoted_by == self._leader.id
        if member.status is Status.CREATOR or (
            member.leads and own.status is not Status.CREATOR and not theirs
        ):
            raise CannotDo("This leader has no say over them.")
        return member
