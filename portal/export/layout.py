"""The readable copy laid out: a cover, then one section after the other, plain and wide."""

import logging

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from charts.drawing import draw
from charts.fonts import font
from charts.style import FAINT, INK, MUTED, PAPER, accent
from portal.export.document import Block, Document, Drawing, Grid, Heading, Paragraph, Section

# What it warns of is letters that the font lacks, and it quotes them: words of people.
logging.getLogger("fpdf").setLevel(logging.CRITICAL)
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

FAMILY = "DejaVu"
MARGIN = 20.0
TEXT, SMALL, HEADING, SECTION, TITLE = 10.5, 8.5, 12.5, 20.0, 30.0
ON_COVER = 12.5
LEADING = 1.45
POINT = 25.4 / 72
"""Millimetres of a point: lines are measured in the one and letters in the other."""

LEAST_ROOM = 55.0
"""Millimetres that the beginning of a section needs."""

PICTURE = 0.7
"""How much of the width a picture takes: two of them stand on one page."""

DENSE = 8
"""A table with more columns than this is set in small letters."""


def pdf(document: Document) -> bytes:
    """The pages."""
    sheet = _Sheet(document)
    sheet.cover()
    for section in document.sections:
        sheet.section(section)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """A4, with the practice's colour used sparingly."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        self._document = document
        self._accent = accent(document.colour)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 4)
        self.add_font(FAMILY, "", font())
        self.add_font(FAMILY, "B", font(bold=True))
        self.set_lang(document.language)
        self.set_title(document.title)
        self.set_creator("Therapy Progress Portal")

    def footer(self) -> None:
        """The number of the page, on all but the cover."""
        if self.page_no() == 1:
            return
        self.set_y(-MARGIN + 4)
        self._letters(SMALL, MUTED)
        says = self._document.page.replace("{page}", str(self.page_no()))
        self.cell(0, SMALL * POINT, says.replace("{pages}", "{nb}"), align="R")

    def cover(self) -> None:
        """What this is, for whom, and what is in it."""
        self.add_page()
        self.set_fill_color(self._accent)
        self.rect(0, 0, self.w, 6, style="F")
        self.set_y(46)
        self._letters(ON_COVER, MUTED)
        self._words(self._document.practice)
        self.ln(6)
        self._letters(TITLE, INK, bold=True)
        self._words(self._document.title)
        self.ln(10)
        for each in self._document.cover:
            self._letters(SMALL if each.small else ON_COVER, MUTED if each.small else INK)
            self._words(each.text)
            self.ln(3)
        self.ln(12)
        self._letters(HEADING, self._accent, bold=True)
        self._words(self._document.contents)
        self.ln(2)
        self._letters(ON_COVER, INK)
        for section in self._document.sections:
            link = self.add_link(name=section.title)
            height = ON_COVER * POINT * LEADING
            self.cell(0, height, section.title, link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def section(self, section: Section) -> None:
        """One part; where little of a page is left it begins on the next."""
        if self.page_no() == 1 or self.will_page_break(LEAST_ROOM):
            self.add_page()
        else:
            self.ln(10)
        self.set_link(name=section.title)
        self.start_section(section.title)
        self._letters(SECTION, self._accent, bold=True)
        self._words(section.title)
        self.ln(5)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(text, small):
                self._letters(SMALL if small else TEXT, MUTED if small else INK)
                self._words(text)
                self.ln(4)
            case Heading(text):
                self.ln(3)
                self._letters(HEADING, INK, bold=True)
                self._words(text)
                self.ln(2)
            case Grid():
                self._grid(block)
                self.ln(4)
            case Drawing(picture, spoken):
                with self.unbreakable() as whole:
                    whole.image(draw(picture), w=whole.epw * PICTURE, alt_text=spoken)
                    whole.ln(2)
                    if spoken:
                        whole._letters(SMALL, MUTED)
                        whole._words(spoken)
                    whole.ln(6)

    def _grid(self, grid: Grid) -> None:
        size = SMALL if len(grid.widths) > DENSE else TEXT - 1
        self._letters(size, INK)
        self.set_draw_color(FAINT)
        self.set_fill_color(PAPER)
        head = FontFace(emphasis="BOLD", color=MUTED)
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=grid.widths,
            line_height=size * POINT * LEADING,
            text_align="LEFT",
            padding=(1.1, 1.4),
            headings_style=head,
            first_row_as_headings=bool(grid.columns),
        ) as table:
            for row in (grid.columns, *grid.rows) if grid.columns else grid.rows:
                table.row(row)

    def _letters(self, size: float, colour: str, *, bold: bool = False) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(colour)

    def _words(self, text: str) -> None:
        height = self.font_size * LEADING
        self.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
