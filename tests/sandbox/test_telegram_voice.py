"""Voice messages and files that people send."""

import pytest
from aiogram.types import Update

from sandbox.telegram import CannotDo
from sandbox.telegram.ogg import seconds_of, silence
from tests.sandbox.circle import BOT


def test_a_silent_voice_is_an_ogg_file_whose_pages_carry_true_checksums():
    data = silence(2)

    assert data.startswith(b"OggS")
    assert data[28:36] == b"OpusHead"
    assert data.count(b"OggS") == 4
    # A browser decodes a file with this number, and refuses it with any other.
    assert int.from_bytes(data[22:26], "little") == 0x24D96C84


def test_a_voice_tells_how_long_it_lasts_and_other_bytes_tell_nothing():
    assert seconds_of(silence(3)) == 3
    assert seconds_of(b"OggS") == 0
    assert seconds_of(b"no voice at all") == 0


async def test_a_bot_hears_a_voice_with_its_length_and_can_fetch_it(circle):
    circle.ana.send_voice(BOT, 3)

    [update] = circle.heard()
    voice = Update.model_validate(circle.account.updates.pending()[0]).message.voice
    assert (voice.duration, update.message.voice.mime_type) == (3, "audio/ogg")
    file = await circle.aiogram.get_file(voice.file_id)
    fetched = await circle.aiogram.download_file(file.file_path)
    assert fetched.read() == silence(3)


async def test_a_file_keeps_its_name_and_an_empty_one_is_not_sent(circle):
    circle.ana.send_file(BOT, b"%PDF-", "notes.pdf", "For Thursday")

    [update] = circle.heard()
    assert update.message.document.file_name == "notes.pdf"
    assert update.message.caption == "For Thursday"
    with pytest.raises(CannotDo):
        circle.ana.send_file(BOT, b"", "nothing.txt")


async def test_in_a_group_voices_and_files_need_their_permissions(circle):
    circle.olga.leading.restrict(circle.ana.id, "can_send_messages")

    with pytest.raises(CannotDo):
        circle.ana_here.send_voice(3)
    with pytest.raises(CannotDo):
        circle.ana_here.send_file(b"words", "notes.txt")

    assert circle.olga.send_voice(3).voice == 3
    assert circle.olga.send_file(b"words", "notes.txt").document.name == "notes.txt"
