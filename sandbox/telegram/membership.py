"""Coming, going and changing in a group: what happens, and who is told of it."""

from datetime import datetime

from sandbox.telegram.entities import Json
from sandbox.telegram.groups import Group, GroupKind
from sandbox.telegram.happenings import Kind
from sandbox.telegram.invitations import InviteLink
from sandbox.telegram.members import Member, Status
from sandbox.telegram.messages import Draft, Profile
from sandbox.telegram.world import World


def change_member(
    world: World,
    group: Group,
    new: Member,
    by: Profile,
    *,
    link: InviteLink | None = None,
    asked: bool = False,
) -> None:
    """Make somebody something else, and tell the bot itself and those that lead the group."""
    now = world.now()
    old = group.standing(new.profile, now)
    if old == new:
        return
    leading = {one.profile.id for one in group.present(now) if one.leads}
    group.members[new.profile.id] = new
    world.tell(Kind.MEMBER, group, text=new.status, by=by, person=new.profile.id)
    for bot in world.bots.values():
        if bot.id != new.profile.id and bot.id not in leading:
            continue
        body: Json = {
            "chat": group.json(),
            "from": by.json(),
            "date": int(now.timestamp()),
            "old_chat_member": old.json(bot.id),
            "new_chat_member": new.json(bot.id),
        }
        if link:
            body["invite_link"] = link.json(bot.id, group.waiting(link.url))
        if asked:
            body["via_join_request"] = True
        own = bot.id == new.profile.id
        world.queue(bot, "my_chat_member" if own else "chat_member", body)


def enter(
    world: World,
    group: Group,
    profile: Profile,
    by: Profile,
    *,
    link: InviteLink | None = None,
    asked: bool = False,
) -> None:
    """Somebody is in the group from now on."""
    # Whoever came in another way no longer waits at the door.
    group.requests.pop(profile.id, None)
    new = group.standing(profile, world.now()).entered()
    change_member(world, group, new, by, link=link, asked=asked)
    # Who was let in is said to have come by themselves.
    sender = profile if asked else by
    user = profile.json()
    content: Json = {
        "new_chat_participant": user,
        "new_chat_member": user,
        "new_chat_members": [user],
    }
    world.post(group, sender, Draft(content=content, service=True))


def leave(world: World, group: Group, profile: Profile) -> None:
    """Somebody goes by themselves."""
    new = group.standing(profile, world.now()).gone()
    change_member(world, group, new, profile)
    _say_gone(world, group, profile, profile)


def remove(
    world: World, group: Group, profile: Profile, by: Profile, until: datetime | None = None
) -> None:
    """Somebody is sent away, and stays away until then or for ever."""
    group.requests.pop(profile.id, None)
    was_here = group.standing(profile, world.now()).present
    change_member(world, group, Member(profile, Status.KICKED, until=until), by)
    if was_here:
        _say_gone(world, group, profile, by)


def forgive(world: World, group: Group, profile: Profile, by: Profile) -> None:
    """Somebody may come again; who is in the group is sent out of it."""
    was_here = group.standing(profile, world.now()).present
    change_member(world, group, Member(profile, Status.LEFT), by)
    if was_here:
        _say_gone(world, group, profile, by)


def upgrade(world: World, group: Group, owner: Profile) -> Group:
    """A basic group becomes a supergroup, with another number."""
    now = world.now()
    account = world.accounts[owner.id]
    new = world.add_group(group.title, account, GroupKind.SUPERGROUP)
    new.permissions = group.permissions
    new.members |= {one.profile.id: one for one in group.present(now)}
    new.asked = set(group.asked)
    _tell_service(world, group, owner, {"migrate_to_chat_id": new.id})
    group.migrated_to = new.id
    world.tell(Kind.MIGRATED, group, text=str(new.id))
    _tell_service(world, new, owner, {"migrate_from_chat_id": group.id})
    return new


def _say_gone(world: World, group: Group, profile: Profile, by: Profile) -> None:
    user = profile.json()
    _tell_service(world, group, by, {"left_chat_participant": user, "left_chat_member": user})


def _tell_service(world: World, group: Group, by: Profile, content: Json) -> None:
    world.post(group, by, Draft(content=content, service=True))
