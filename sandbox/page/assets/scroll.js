// A conversation stays at its end, unless the reader has scrolled up.

const NEAR = 60;

export class Scroll {
  constructor(scroller, toEnd) {
    this.scroller = scroller;
    this.toEnd = toEnd;
    this.stays = true;
    let top = 0;
    this.scroller.addEventListener("scroll", () => {
      // Only a reader moves up; what comes below moves the end away.
      if (this.isAtEnd()) this.stays = true;
      else if (this.scroller.scrollTop < top) this.stays = false;
      top = this.scroller.scrollTop;
      if (this.stays) this.toEnd.hidden = true;
    });
    this.toEnd.addEventListener("click", () => {
      this.end();
      this.scroller.focus({ preventScroll: true });
    });
    // Pictures take their room when they have come.
    const watched = new ResizeObserver(() => this.stays && this.end());
    for (const node of [this.scroller, ...this.scroller.children]) watched.observe(node);
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  end() {
    this.stays = true;
    this.toEnd.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  // Called after the list was drawn.
  settle(added) {
    if (this.stays) this.end();
    else if (added) this.toEnd.hidden = false;
  }
}
