"""The square code of a second factor, drawn into the page itself: nobody else hears the secret."""

import io

import segno

from bots.record_page.html import Html, element

QUIET_ZONE = 4


def qr(words: str, alternative: str) -> Html:
    """The code as a drawing with its words for who cannot see it."""
    drawn = io.BytesIO()
    segno.make(words, error="m", micro=False).save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
    )
    square = Html(drawn.getvalue().decode())
    return element("div", square, role="img", aria_label=alternative)
