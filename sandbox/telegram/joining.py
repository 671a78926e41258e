"""Ways into a group: links are made and opened, requests are made and decided."""

import base64
from dataclasses import replace

from sandbox.telegram.entities import Json
from sandbox.telegram.groups import Group
from sandbox.telegram.happenings import Kind
from sandbox.telegram.invitations import InviteLink, JoinRequest
from sandbox.telegram.membership import enter
from sandbox.telegram.messages import Profile
from sandbox.telegram.world import World

_PREFIX = "https://t.me/+"


def new_url(world: World) -> str:
    """A link that nobody guesses."""
    number = world.number("invite") << 64 | world.number("invite")
    return _PREFIX + base64.urlsafe_b64encode(number.to_bytes(16, "big"))[:16].decode()


def keep_link(world: World, group: Group, link: InviteLink) -> InviteLink:
    """A link is there, or is as it is now."""
    group.links[link.url] = link
    world.tell(Kind.INVITATION, group, text=link.url, by=link.creator)
    return link


def primary_link(world: World, group: Group, creator: Profile) -> InviteLink:
    """The link that an administrator always has; a new one takes the place of the old."""
    for old in tuple(group.links.values()):
        if old.primary and old.creator.id == creator.id and not old.revoked:
            group.links[old.url] = replace(old, revoked=True)
    return keep_link(world, group, InviteLink(new_url(world), creator, primary=True))


def come_by(world: World, group: Group, link: InviteLink, profile: Profile, bio: str) -> bool:
    """Follow a link that is open: True when it led inside, False when it led to the door."""
    if link.asks:
        _ask(world, group, JoinRequest(profile, link.url, world.now(), bio))
        return False
    group.links[link.url] = used = replace(link, joined=link.joined + 1)
    enter(world, group, profile, profile, link=used)
    return True


def decide(world: World, group: Group, request: JoinRequest, by: Profile, *, let_in: bool) -> None:
    """Let somebody in who asked, or not."""
    del group.requests[request.profile.id]
    kind = Kind.LET_IN if let_in else Kind.TURNED_AWAY
    world.tell(kind, group, by=by, person=request.profile.id)
    if not let_in:
        return
    link = group.links[request.url]
    group.links[link.url] = used = replace(link, joined=link.joined + 1)
    enter(world, group, request.profile, by, link=used, asked=True)


def _ask(world: World, group: Group, request: JoinRequest) -> None:
    profile = request.profile
    group.requests[profile.id] = request
    group.asked.add(profile.id)
    world.tell(Kind.ASKED_IN, group, text=request.url, person=profile.id)
    link = group.links[request.url]
    for bot in world.bots.values():
        if not group.standing(bot.profile, world.now()).has("can_invite_users"):
            continue
        body: Json = {
            "chat": group.json(),
            "from": profile.json(),
            # The private chat of a person has the person's number.
            "user_chat_id": profile.id,
            "date": int(request.at.timestamp()),
            "invite_link": link.json(bot.id, group.waiting(link.url)),
        }
        if request.bio:
            body["bio"] = request.bio
        world.queue(bot, "chat_join_request", body)
