/**
 * The two copies of a paragraph's document: what one sees, and what the server is known to have. What lies between them
 * is what would be lost.
 */

import * as Y from "yjs";

/** Changes that came over the line. */
const LINE = Symbol("line");

export class Copies {
  #seen = new Y.Doc();
  #stored = new Y.Doc();

  /** @param {(update: Uint8Array) => void} typed  something was typed here */
  constructor(typed) {
    this.#seen.on("update", (/** @type {Uint8Array} */ update, /** @type {unknown} */ origin) => origin !== LINE && typed(update));
  }

  /** Under which one writes here. */
  get client() {
    return this.#seen.clientID;
  }

  /** The shared text, as one sees it. */
  get text() {
    return this.#seen.getText("text");
  }

  /** Whether something is here that stands on what never came. */
  get gap() {
    return Boolean(this.#seen.store.pendingStructs);
  }

  /** What only this copy has. @returns {import("./place.js").Unsaved | null} */
  get between() {
    const [base, mine] = [this.#stored.getText("text").toString(), this.text.toString()];
    return base === mine ? null : { base, mine };
  }

  /** The server has this, and now we do. @param {Uint8Array} update */
  take(update) {
    this.stored(update);
    Y.applyUpdate(this.#seen, update, LINE);
  }

  /** What was typed here is stored. @param {Uint8Array} update */
  stored(update) {
    Y.applyUpdate(this.#stored, update, LINE);
  }

  /** Everything here that a document lacks. @param {Uint8Array} whole  that document */
  beyond(whole) {
    return Y.encodeStateAsUpdate(this.#seen, Y.encodeStateVectorFromUpdate(whole));
  }

  destroy() {
    this.#seen.destroy();
    this.#stored.destroy();
  }
}
