/**
 * One paragraph in which this reader types: its document, kept in step with the server's, and how that stands.
 *
 * Two copies are held: `#doc`, which is what one sees, and `#stored`, which has only what the server is known to have.
 * What lies between them is what would be lost, so it is offered again whenever a new text comes in its place.
 *
 * @import {Told} from "./outbox.js"
 * @import {Sentence} from "../types.js"
 */

import * as Y from "yjs";
import { Editor } from "./editor.js";
import { Later } from "./later.js";
import { leftOf } from "./letters.js";
import { Others, ourselves } from "./others.js";
import { Outbox } from "./outbox.js";
import { rebase } from "./rebase.js";

/**
 * `open`: one can type. `closed`: nobody here can, and `why` says why not.
 * @typedef {"opening" | "open" | "closed" | "failed" | "left"} State
 * @typedef {"saved" | "saving" | "stopped"} Saving
 * @typedef {{base: string, mine: string}} Unsaved  what was written to one text, and never stored
 *
 * @typedef {object} Place
 * @property {import("../socket.js").Wire} wire
 * @property {number} paragraph
 * @property {string} label
 * @property {string} language
 * @property {string} nonce
 * @property {(seat: string | null, person: string) => import("./cursors.js").Who} who
 * @property {() => void} changed  something to show
 * @property {() => void} done  the reader wants to leave
 * @property {(unsaved: Unsaved) => void} offer
 * @property {() => void} full  what was typed is more than fits
 * @property {(text: Y.Text, field: import("./editor.js").Field) => Editor} [edit]  makes the field
 */

const ANSWER_WITHIN_MS = 8_000;
const AGAIN_MS = 1_000;
const MOVED_EVERY_MS = 100;
/** What is saved is called so after a moment only: while somebody types it would flicker. */
const SAVED_AFTER_MS = 300;

/** Changes that came over the line. */
const LINE = Symbol("line");

/** Refusals after which the same document goes on, once it is opened again. */
const OPEN_AGAIN = new Set(["resync", "closed", "old_epoch", "uncertain", "not_joined"]);

export class Session {
  /** @type {State} */ state = "opening";
  /** Why nobody can type here, or why something was not taken. @type {Sentence | null} */ why = null;
  /** Whether the server hears us, as far as we know. */ connected = true;
  /** @type {Saving} */ saving = "saved";
  /** Characters. */ length = 0;
  limit = Infinity;
  epoch = 0;
  /** Where the editor is drawn. */ element = document.createElement("div");

  /** @type {Y.Doc} */ #doc = new Y.Doc();
  /** @type {Y.Doc} */ #stored = new Y.Doc();
  /** @type {Editor | null} */ #editor = null;
  #place;
  #box;
  #round = 0;
  /** The server lacks something that we believed it has: send all it lacks. */ #whole = false;
  /** Something of ours was refused for good: begin again from what is stored. */ #anew = false;
  #others;
  /** @type {Record<string, (frame: any) => void>} */ #listeners;
  #later = new Later();

  /** @param {Place} place */
  constructor(place) {
    this.#place = place;
    this.#others = new Others(place.who);
    this.element.className = "live-text";
    this.#box = new Outbox({
      send: (update, answered) => {
        const doc = this.#doc;
        const sent = { paragraph: place.paragraph, epoch: this.epoch, update };
        place.wire.emit("draft.update", sent, (/** @type {Told} */ told) => doc === this.#doc && answered(told));
      },
      merge: (updates) => Y.mergeUpdates(updates),
      stored: (update) => Y.applyUpdate(this.#stored, update, LINE),
      refused: (told) => this.#refused(told),
      changed: () => this.#weigh(),
    });
    this.#listeners = {
      "draft.update": (frame) => this.#take(frame),
      "draft.awareness": (frame) => {
        this.#others.hear(frame);
        this.#drawOthers();
      },
      "draft.left": (frame) => {
        this.#others.part(frame.clients);
        this.#drawOthers();
      },
      "draft.closed": (frame) => this.#closed(frame),
    };
    for (const [event, listener] of Object.entries(this.#listeners)) {
      const mine = (/** @type {any} */ frame) => frame?.paragraph === place.paragraph && this.state !== "left" && listener(frame);
      this.#listeners[event] = mine;
      place.wire.on(event, mine);
    }
    this.#watch();
    this.open();
  }

  /** The text as it is seen here. */
  get text() {
    return this.#doc.getText("text").toString();
  }

  /** How many characters are left, if it is time to say so. */
  get left() {
    return leftOf(this.length, this.limit);
  }

  get unsaved() {
    return this.#box.unsaved;
  }

  /** What would be lost now. @returns {Unsaved | null} */
  get wouldBeLost() {
    const base = this.#stored.getText("text").toString();
    return this.unsaved && base !== this.text ? { base, mine: this.text } : null;
  }

  /** Open the paragraph at the server, or open it again: whatever it lacks is sent, whatever we lack comes. */
  open() {
    const round = (this.#round += 1);
    const { wire, paragraph } = this.#place;
    this.#box.hold();
    if (this.state === "failed") this.#become("opening");
    this.#later.after("answer", ANSWER_WITHIN_MS, () => round === this.#round && this.#unanswered());
    wire.emit("draft.open", { paragraph, client: this.#doc.clientID }, (/** @type {any} */ told) => {
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
    this.#others.clear();
    this.#drawOthers();
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
    const lost = this.wouldBeLost;
    if (lost) this.#place.offer(lost);
    const { wire, paragraph } = this.#place;
    this.state = "left";
    this.#box.clear();
    this.#later.forget();
    for (const [event, listener] of Object.entries(this.#listeners)) wire.off(event, listener);
    if (this.connected) wire.emit("draft.close", { paragraph });
    this.#editor?.destroy();
    this.#doc.destroy();
    this.#stored.destroy();
  }

  focus() {
    this.#editor?.view.focus();
  }

  /** Put in what was written to an earlier text. @param {Unsaved} unsaved */
  insert({ base, mine }) {
    this.#editor?.type(rebase(base, mine, this.text));
  }

  // what the server says

  /** @param {{epoch: number, state: ArrayBuffer, limit: number, awareness?: import("./others.js").Said[]}} told */
  #opened(told) {
    const state = new Uint8Array(told.state);
    if (this.epoch && (this.epoch !== told.epoch || this.#anew)) {
      this.#startAgain();
      return;
    }
    const first = this.epoch === 0;
    this.epoch = told.epoch;
    this.limit = told.limit;
    Y.applyUpdate(this.#stored, state, LINE);
    Y.applyUpdate(this.#doc, state, LINE);
    if (this.#whole) this.#box.replace(Y.encodeStateAsUpdate(this.#doc, Y.encodeStateVectorFromUpdate(state)));
    this.#whole = false;
    if (first) this.#mount();
    if (this.state !== "open") this.why = null;
    this.#others.clear();
    for (const said of told.awareness ?? []) this.#others.hear(said);
    this.#become("open");
    this.#box.release();
    this.#drawOthers();
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
    if (this.epoch === 0) this.#become("failed");
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
      this.#editor?.stand(true);
      this.open();
      return;
    }
    this.why = told.sentence ?? null;
    this.#become("closed");
  }

  /** @param {{epoch: number, update: ArrayBuffer}} frame */
  #take(frame) {
    if (frame.epoch !== this.epoch) return;
    const update = new Uint8Array(frame.update);
    Y.applyUpdate(this.#stored, update, LINE);
    Y.applyUpdate(this.#doc, update, LINE);
    if (this.#doc.store.pendingStructs && this.state === "open") this.open(); // something before it never came
    this.#drawOthers();
  }

  /** Begin from what the server has now, and offer what it does not have. */
  #startAgain() {
    const lost = this.wouldBeLost;
    if (lost) this.#place.offer(lost);
    this.#box.clear();
    this.#doc.destroy();
    this.#stored.destroy();
    this.#doc = new Y.Doc();
    this.#stored = new Y.Doc();
    this.#watch();
    this.#anew = false;
    this.#whole = false;
    this.epoch = 0;
    this.#become("opening");
    this.open();
  }

  /** Nobody here can type, and what is left was not taken. */
  #giveUp() {
    const lost = this.wouldBeLost;
    if (lost) this.#place.offer(lost);
    this.#box.clear();
  }

  // the text

  #watch() {
    const doc = this.#doc;
    doc.on("update", (/** @type {Uint8Array} */ update, /** @type {unknown} */ origin) => origin !== LINE && this.#box.push(update));
  }

  #mount() {
    const text = this.#doc.getText("text");
    if (this.#editor) {
      this.#editor.begin(text);
      return;
    }
    const place = this.#place;
    const edit = place.edit ?? ((of, field) => new Editor(of, field));
    this.#editor = edit(text, {
      paragraph: place.paragraph,
      label: place.label,
      language: place.language,
      nonce: place.nonce,
      limit: () => this.limit,
      done: place.done,
      full: place.full,
      moved: () => this.#later.soon("moved", MOVED_EVERY_MS, () => this.#say()),
      grown: (length) => {
        const before = this.left;
        this.length = length;
        if (this.left !== before) place.changed();
      },
    });
    this.element.replaceChildren(this.#editor.view.dom);
  }

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
    this.#editor?.stand(this.state !== "open" || this.saving === "stopped");
  }

  // the others

  /** Say where our cursor is. */
  #say() {
    if (!this.#editor || this.state !== "open" || !this.connected) return;
    const data = ourselves(this.#doc.getText("text"), this.#doc.clientID, this.#editor.view.state.selection.main);
    this.#place.wire.emit("draft.awareness", { paragraph: this.#place.paragraph, data });
  }

  #drawOthers() {
    this.#editor?.show(this.#others.cursors(this.#doc.getText("text")));
  }
}
