"""A form as a modal: whom it is about, a list to choose from, a text to edit."""

from collections.abc import Iterator

from bots.slack_therapists.form_fields import field_block
from bots.slack_therapists.texts import Json, halves, plain, size
from conversations.record_steps import ShownLink
from conversations.showing import Choice, ShownForm

TEXT = "text"
UNTIL = "until"
TITLE, HEADLINE, PARAGRAPH, LABEL, OPTION, STARTING_TEXT = 24, 150, 3000, 2000, 75, 3000


def modal(form: ShownForm) -> Json:
    """The form as views.open and views.update take it."""
    return {
        "type": "modal",
        "callback_id": form.form.value,
        "private_metadata": form.about,
        "title": plain(form.title, TITLE),
        "submit": plain(form.submit, TITLE),
        "close": plain(form.cancel, TITLE),
        "blocks": [
            *(*_context(form), *_instant(form), *_list(form), *_text(form)),
            *map(field_block, form.fields),
        ],
    }


def window(link: ShownLink) -> Json:
    """A link in a modal. Its button has no value: a press needs nothing of us."""
    button: Json = {
        "type": "button",
        "action_id": "link",
        "text": plain(link.label, OPTION),
        "url": link.url,
        "style": "primary",
    }
    first, *more = link.lines
    return {
        "type": "modal",
        "callback_id": "link",
        "title": plain(link.title, TITLE),
        "close": plain(link.close, TITLE),
        "blocks": [
            {"type": "header", "text": plain(first, HEADLINE)},
            *({"type": "section", "text": plain(line, PARAGRAPH)} for line in more),
            {"type": "actions", "elements": [button]},
        ],
    }


def _context(form: ShownForm) -> Iterator[Json]:
    """Whom it is about stands large: a message must not reach the wrong client."""
    said = [" ".join(line.split()) for line in form.context if line.strip()]
    for place, line in enumerate(said):
        if place == 0 and size(line) <= HEADLINE:
            yield {"type": "header", "text": plain(line, HEADLINE)}
        else:
            yield {"type": "context", "elements": [plain(line, PARAGRAPH)]}


def _instant(form: ShownForm) -> Iterator[Json]:
    if not form.instant_label:
        return
    element: Json = {"type": "datetimepicker", "action_id": UNTIL}
    if form.instant is not None:
        element["initial_date_time"] = int(form.instant.timestamp())
    yield {
        "type": "input",
        "block_id": UNTIL,
        "label": plain(form.instant_label, LABEL),
        "element": element,
    }


def _list(form: ShownForm) -> Iterator[Json]:
    if not form.choices:
        return
    options = {choice.value: _option(choice) for choice in form.choices}
    element: Json = {
        "type": "radio_buttons",
        "action_id": form.list_name,
        "options": list(options.values()),
    }
    if form.chosen in options:
        element["initial_option"] = options[form.chosen]
    yield {
        "type": "input",
        "block_id": form.list_name,
        "label": plain(form.list_label, LABEL),
        "element": element,
        "dispatch_action": form.list_refills_text,
    }


def _option(choice: Choice) -> Json:
    """A choice too long for one line goes on in the smaller line below it."""
    words, more = halves(choice.label.strip(), OPTION)
    option: Json = {"text": plain(words, OPTION), "value": choice.value}
    if more:
        option["description"] = plain(more, OPTION)
    return option


def _text(form: ShownForm) -> Iterator[Json]:
    if not form.text_label:
        return
    element: Json = {"type": "plain_text_input", "action_id": TEXT, "multiline": True}
    if form.text:
        # Written in by us and sent back by the therapist: cut bare, an ellipsis would be sent.
        element["initial_value"] = form.text[:STARTING_TEXT]
    block: Json = {
        "type": "input",
        # Slack keeps what stands in a field as long as its block is the same: another suggestion
        # shows only in another block.
        "block_id": f"{TEXT}:{form.chosen or ''}",
        "label": plain(form.text_label, LABEL),
        "element": element,
    }
    if form.text_hint.strip():
        block["hint"] = plain(form.text_hint, LABEL)
    yield block
