"""Every method by its name."""

from collections.abc import Awaitable, Callable

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.methods import (
    answering,
    copying,
    deleting,
    editing,
    inviting,
    looking,
    members,
    menus,
    pinning,
    receiving,
    sending,
)
from sandbox.telegram.world import World

Method = Callable[[World, Bot, Call], object | Awaitable[object]]

METHODS: dict[str, Method] = {
    "getMe": looking.get_me,
    "getChat": looking.get_chat,
    "getFile": looking.get_file,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "copyMessage": copying.copy_message,
    "forwardMessage": copying.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "setMessageReaction": answering.set_message_reaction,
    "getChatMember": members.get_chat_member,
    "getChatAdministrators": members.get_chat_administrators,
    "getChatMemberCount": members.get_chat_member_count,
    "banChatMember": members.ban_chat_member,
    "unbanChatMember": members.unban_chat_member,
    "restrictChatMember": members.restrict_chat_member,
    "promoteChatMember": members.promote_chat_member,
    "setChatPermissions": members.set_chat_permissions,
    "leaveChat": members.leave_chat,
    "createChatInviteLink": inviting.create_chat_invite_link,
    "editChatInviteLink": inviting.edit_chat_invite_link,
    "revokeChatInviteLink": inviting.revoke_chat_invite_link,
    "exportChatInviteLink": inviting.export_chat_invite_link,
    "approveChatJoinRequest": inviting.approve_chat_join_request,
    "declineChatJoinRequest": inviting.decline_chat_join_request,
    "pinChatMessage": pinning.pin_chat_message,
    "unpinChatMessage": pinning.unpin_chat_message,
    "unpinAllChatMessages": pinning.unpin_all_chat_messages,
    "setMyCommands": menus.set_my_commands,
    "getMyCommands": menus.get_my_commands,
    "deleteMyCommands": menus.delete_my_commands,
    "setMyName": menus.set_my_name,
    "getMyName": menus.get_my_name,
    "setMyDescription": menus.set_my_description,
    "getMyDescription": menus.get_my_description,
    "setMyShortDescription": menus.set_my_short_description,
    "getMyShortDescription": menus.get_my_short_description,
    "setChatMenuButton": menus.set_chat_menu_button,
    "getChatMenuButton": menus.get_chat_menu_button,
}

# Names are matched in any case.
BY_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}
