/**
 * One paragraph in which this reader types: its document, kept in step with the server's, and how that stands.
 *
 * @import {Told} from "./outbox.js"
 * @import {Place, Saving, State, Unsaved} from "./place.js"
 * @import {Sentence} from "../types.js"
 */

import { mergeUpdates } from "yjs";
import { Copies } from "./copies.js";
import { Later } from "./later.js";
import { Outbox } from "./outbox.js";
import { Surface } from "./surface.js";

const ANSWER_WITHIN_MS = 8_000;
const AGAIN_MS = 1_000;
const MOVED_EVERY_MS = 100;
/** What is saved is called so after a moment only: while somebody types it would flicker. */
const SAVED_AFTER_MS = 300;

/** Refusals after which the same document goes on, once it is opened again. */
const OPEN_AGAIN = new Set(["resync", "closed", "old_epoch", "uncertain", "not_joined"]);

export class Session {
  /** @type {State} */ state = "opening";
  /** Why one cannot type here, or why something was not taken. @type {Sentence | null} */ why = null;
  /** Whether the server hears us, as far as we know. */ connected = true;
  /** @type {Saving} */ saving = "saved";

  /** The life of the document that is open; 0 until it is. */ #epoch = 0;
  #copies;
  #surface;
  #place;
  #box;
  #round = 0;
  /** The server lacks something that we believed it has: send all it lacks. */ #whole = false;
  /** Something of ours was refused for good: begin again from what is stored. */ #anew = false;
  /** @type {Record<string, (frame: any) => void>} */ #listeners;
  #later = new Later();

  /** @param {Place} place */
  constructor(place) {
    this.#place = place;
    this.#surface = new Surface(place, () => this.#later.soon("moved", MOVED_EVERY_MS, () => this.#say()));
    this.#box = new Outbox({
      send: (update, answered) => {
        const copies = this.#copies;
        const sent = { paragraph: place.paragraph, epoch: this.#epoch, update };
        place.wire.emit("draft.update", sent, (/** @type {Told} */ told) => copies === this.#copies && answered(told));
      },
      merge: (updates) => mergeUpdates(updates),
      stored: (update) => this.#copies.stored(update),
      refused: (told) => this.#refused(told),
      changed: () => this.#weigh(),
    });
    this.#listeners = {
      "draft.update": (frame) => this.#take(frame),
      "draft.awareness": (frame) => this.#surface.hear(frame),
      "draft.left": (frame) => this.#surface.part(frame.clients),
      "draft.closed": (frame) => this.#closed(frame),
    };
    for (const [event, listener] of Object.entries(this.#listeners)) {
      const mine = (/** @type {any} */ frame) => frame?.paragraph === place.paragraph && this.state !== "left" && listener(frame);
      this.#listeners[event] = mine;
      place.wire.on(event, mine);
    }
    this.#copies = new Copies((update) => this.#box.push(update));
    this.open();
  }

  /** Where the editor is drawn. */
  get element() {
    return this.#surface.element;
  }

  /** The text as it is seen here. */
  get text() {
    return this.#copies.text.toString();
  }

  /** The most characters that fit. */
  get limit() {
    return this.#surface.limit;
  }

  /** How many characters are left, if it is time to say so. */
  get left() {
    return this.#surface.left;
  }

  get unsaved() {
    return this.#box.unsaved;
  }

  /** What would be lost now. @returns {Unsaved | null} */
  get wouldBeLost() {
    return this.unsaved ? this.#copies.between : null;
  }

  /** Open the paragraph at the server, or open it again: whatever it lacks is sent, whatever we lack comes. */
  open() {
    const round = (this.#round += 1);
    const { wire, paragraph } = this.#place;
    this.#box.hold();
    if (this.state === "failed") this.#become("opening");
    this.#later.after("answer", ANSWER_WITHIN_MS, () => round === this.#round && this.#unanswered());
    wire.emit("draft.open", { paragraph, client: this.#copies.client }, (/** @type {any} */ told) => {
      if (round !== this.#round || this.state === "left") return;
      this.#later.forget("answer");
      try {
        if (told.ok) this.#opened(told);
        else this.#notOpened(told);
      } catch (error) {
        console.error(error);
        this.#become("failed");
      }
    });
  }

  /** The line is lost: keep everything. */
  lost() {
    this.#round += 1;
    this.connected = false;
    this.#later.forget("answer", "open");
    this.#box.hold();
    this.#surface.meet([]);
    this.#place.changed();
  }

  /** The line is there again. */
  joined() {
    this.connected = true;
    if (this.state === "closed" && !this.unsaved) this.#place.changed();
    else if (this.state !== "left") this.open();
  }

  /** Leave it, and tell what would be lost. */
  leave() {
    const { wire, paragraph } = this.#place;
    this.#offer();
    this.state = "left";
    this.#box.clear();
    this.#later.forget();
    for (const [event, listener] of Object.entries(this.#listeners)) wire.off(event, listener);
    if (this.connected) wire.emit("draft.close", { paragraph });
    this.#surface.destroy();
    this.#copies.destroy();
  }

  focus() {
    this.#surface.focus();
  }

  /** Put in what was written to an earlier text. @param {Unsaved} unsaved */
  insert(unsaved) {
    this.#surface.insert(unsaved);
  }

  // what the server says

  /** @param {{epoch: number, state: ArrayBuffer, limit: number, awareness?: import("./others.js").Said[]}} told */
  #opened(told) {
    const state = new Uint8Array(told.state);
    if (this.#epoch && (this.#epoch !== told.epoch || this.#anew)) {
      this.#startAgain();
      return;
    }
    const first = this.#epoch === 0;
    this.#epoch = told.epoch;
    this.#surface.limit = told.limit;
    this.#copies.take(state);
    if (this.#whole) this.#box.replace(this.#copies.beyond(state));
    this.#whole = false;
    if (first) this.#surface.show(this.#copies);
    if (this.state !== "open") this.why = null;
    this.#become("open");
    this.#box.release();
    this.#surface.meet(told.awareness ?? []);
    this.#say();
  }

  /** @param {Told} told */
  #notOpened(told) {
    if (told.code === "not_joined") return; // we are told when we are
    if (told.code === "uncertain") this.#later.after("open", AGAIN_MS, () => this.open());
    else if (told.code === "not_yours") this.#startAgain();
    else {
      this.#closed(told);
      this.#giveUp();
    }
  }

  #unanswered() {
    if (this.#epoch === 0) this.#become("failed");
    else this.#later.after("open", AGAIN_MS, () => this.open());
  }

  /** @param {Told} told */
  #refused(told) {
    if (this.state === "closed") {
      this.#giveUp();
      return;
    }
    if (told.code === "resync") this.#whole = true;
    if (!OPEN_AGAIN.has(told.code ?? "")) {
      this.why = told.sentence ?? null;
      this.#anew = true;
    }
    if (told.code === "uncertain") this.#later.after("open", AGAIN_MS, () => this.open());
    else if (told.code !== "not_joined") this.open();
  }

  /** The right to type here has ended, or the text has been changed otherwise. @param {Told} told */
  #closed(told) {
    if (told.code === "old_epoch") {
      this.#surface.stand(true);
      this.open();
      return;
    }
    this.why = told.sentence ?? null;
    this.#become("closed");
  }

  /** @param {{epoch: number, update: ArrayBuffer}} frame */
  #take(frame) {
    if (frame.epoch !== this.#epoch) return;
    this.#copies.take(new Uint8Array(frame.update));
    if (this.#copies.gap && this.state === "open") this.open(); // something before it never came
    this.#surface.draw();
  }

  /** Begin from what the server has now, and offer what it does not have. */
  #startAgain() {
    this.#offer();
    this.#box.clear();
    this.#copies.destroy();
    this.#copies = new Copies((update) => this.#box.push(update));
    this.#anew = false;
    this.#whole = false;
    this.#epoch = 0;
    this.#become("opening");
    this.open();
  }

  /** The reader cannot type here, and what is left was not taken. */
  #giveUp() {
    this.#offer();
    this.#box.clear();
  }

  #offer() {
    const lost = this.wouldBeLost;
    if (lost) this.#place.offer(lost);
  }

  // how it stands

  /** How what was typed stands. */
  #weigh() {
    if (this.state === "left") return;
    if (this.#box.unsaved) this.#later.forget("saved");
    if (!this.#box.unsaved && this.saving === "saving") this.#later.soon("saved", SAVED_AFTER_MS, () => this.#call("saved"));
    else this.#call(this.#box.stalled ? "stopped" : this.#box.unsaved ? "saving" : "saved");
    if (this.state === "closed" && this.#box.stalled) this.#giveUp();
  }

  /** @param {Saving} saving */
  #call(saving) {
    if (saving === this.saving) return;
    this.saving = saving;
    this.#stand();
    this.#place.changed();
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.#stand();
    this.#place.changed();
  }

  #stand() {
    this.#surface.stand(this.state !== "open" || this.saving === "stopped");
  }

  /** Say where our cursor is. */
  #say() {
    const data = this.state === "open" && this.connected ? this.#surface.whereabouts : null;
    if (data) this.#place.wire.emit("draft.awareness", { paragraph: this.#place.paragraph, data });
  }
}
