// The socket to the sandbox: what it tells, and what is asked of it.

import { Grip } from "./grip.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

export class Line {
  constructor({ told, open, cut }) {
    this.told = told;
    this.open = open;
    this.cut = cut;
    this.waiting = new Map();
    this.grip = new Grip();
    this.last = 0;
    this.anew = false;
    this.wait = FIRST_WAIT;
    this.connect();
  }

  connect() {
    const address = new URL("line", location.href);
    address.protocol = "ws:";
    this.socket = new WebSocket(address);
    this.socket.addEventListener("open", () => {
      this.wait = FIRST_WAIT;
      this.open();
    });
    this.socket.addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      this.grip.whenFree(() => this.hear(told));
    });
    this.socket.addEventListener("close", () => {
      for (const settle of this.waiting.values()) settle({ sorry: "The sandbox does not answer." });
      this.waiting.clear();
      this.showWaiting();
      this.cut();
      setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    });
  }

  hear(told) {
    if (told.kind !== "answer") return this.told(told);
    this.waiting.get(told.id)?.(told);
    this.waiting.delete(told.id);
    this.showWaiting();
  }

  // Whether something that was done is still on its way.
  showWaiting() {
    document.body.classList.toggle("waiting", this.waiting.size > 0);
  }

  // What came of it: {sorry} when it could not be done.
  ask(to, act) {
    if (this.socket.readyState !== WebSocket.OPEN) {
      return Promise.resolve({ sorry: "The sandbox does not answer just now." });
    }
    this.last += 1;
    const id = this.last;
    this.socket.send(JSON.stringify({ id, to, ...act }));
    return new Promise((settle) => {
      this.waiting.set(id, settle);
      this.showWaiting();
    });
  }
}
