"""Text that fits its room."""

from hypothesis import given
from hypothesis import strategies as st

from charts.lettering import fitted, legible, width, wrapped

texts = st.text(st.sampled_from("abc WМя ñÉ.-"), max_size=60)


@given(texts, st.floats(60, 600))
def test_no_line_is_wider_than_its_room(text, room):
    assert all(width(line, 30) <= room for line in wrapped(text, 30, room))


@given(texts)
def test_wrapping_loses_no_letter(text):
    assert "".join(wrapped(text, 30, 120)).replace(" ", "") == text.replace(" ", "")


def test_text_is_made_smaller_only_where_that_saves_a_line():
    short, long = fitted("one", 40, 300, 1), fitted("a good few words too many " * 3, 40, 300, 1)

    assert (short.lines, short.size) == (("one",), 40)
    assert len(long.lines) > 1


def test_what_nobody_would_read_to_its_end_is_cut_with_a_sign():
    block = fitted("word " * 400, 40, 300, 2)

    assert len(block.lines) == 6
    assert block.lines[-1] == "…"


def test_a_space_that_must_not_break_does_not():
    assert wrapped("2 мар. 2026\u00a0г.", 30, 190) == ("2 мар.", "2026\u00a0г.")


def test_where_the_machine_has_no_letters_for_a_name_it_is_seen_that_something_is_missing():
    hieroglyphs = "\U00013000\U00013001"

    assert legible(f"{hieroglyphs} – sing ({hieroglyphs})") == "… – sing (…)"
    assert fitted(hieroglyphs, 40, 300, 1).lines == ("…",)
    # A picture that the typeface lacks takes nothing from the words.
    assert legible("sing \U0001fae8") == "sing "
    assert legible("Αβγ Жз ñ") == "Αβγ Жз ñ"
