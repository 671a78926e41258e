"""Every method by its name, and the kind of token it wants."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sandbox.slack.methods import chat, conversations, people, uploads, views
from sandbox.slack.records import App, Json
from sandbox.slack.state import Arguments, State

Method: TypeAlias = Callable[[State, App, Arguments], Json]

# The one method that an app-level token is for; the sockets answer it.
CONNECT = "apps.connections.open"

METHODS: Mapping[str, Method] = {
    "auth.test": people.auth_test,
    "chat.delete": chat.chat_delete,
    "chat.getPermalink": chat.chat_get_permalink,
    "chat.postEphemeral": chat.chat_post_ephemeral,
    "chat.postMessage": chat.chat_post_message,
    "chat.update": chat.chat_update,
    "conversations.history": conversations.conversations_history,
    "conversations.info": conversations.conversations_info,
    "conversations.list": conversations.conversations_list,
    "conversations.members": conversations.conversations_members,
    "conversations.open": conversations.conversations_open,
    "conversations.replies": conversations.conversations_replies,
    "files.completeUploadExternal": uploads.complete_upload,
    "files.delete": uploads.files_delete,
    "files.getUploadURLExternal": uploads.get_upload_url,
    "files.info": uploads.files_info,
    "reactions.add": chat.reactions_add,
    "reactions.remove": chat.reactions_remove,
    "users.conversations": conversations.users_conversations,
    "users.info": people.users_info,
    "users.list": people.users_list,
    "users.profile.get": people.users_profile_get,
    "views.open": views.views_open,
    "views.publish": views.views_publish,
    "views.push": views.views_push,
    "views.update": views.views_update,
}

SCOPES: Mapping[str, str] = {
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.info": "im:read",
    "conversations.list": "im:read",
    "conversations.members": "im:read",
    "conversations.open": "im:write",
    "conversations.replies": "im:history",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "reactions.add": "reactions:write",
    "reactions.remove": "reactions:write",
    "users.conversations": "im:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.profile.get": "users.profile:read",
}
"""What a method needs, in conversations between an app and a person; views need nothing."""

EVENTS: Mapping[str, str] = {"message.im": "im:history"}
COMMANDS = "commands"
EVERYTHING = frozenset({*SCOPES.values(), *EVENTS.values(), COMMANDS})
