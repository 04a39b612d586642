/**
 * What a reader sees of the paragraph they type in: the field, how full it is, and where the others are in it.
 *
 * @import {Copies} from "./copies.js"
 * @import {Place, Unsaved} from "./place.js"
 * @import {Said} from "./others.js"
 */

import { Editor } from "./editor.js";
import { leftOf } from "./letters.js";
import { Others, ourselves } from "./others.js";
import { rebase } from "./rebase.js";

export class Surface {
  /** Where the editor is drawn. */ element = document.createElement("div");
  limit = Infinity;

  /** @type {Editor | null} */ #editor = null;
  /** @type {Copies | null} */ #copies = null;
  #length = 0;
  #place;
  #others;
  #moved;

  /** @param {Place} place @param {() => void} moved  the reader's cursor did */
  constructor(place, moved) {
    this.#place = place;
    this.#moved = moved;
    this.#others = new Others(place.who);
    this.element.className = "live-text";
  }

  /** How many characters are left, if it is time to say so. */
  get left() {
    return leftOf(this.#length, this.limit);
  }

  /** Have this text typed in, in place of another if there was one. @param {Copies} copies */
  show(copies) {
    this.#copies = copies;
    if (this.#editor) {
      this.#editor.begin(copies.text);
      return;
    }
    const place = this.#place;
    const edit = place.edit ?? ((text, field) => new Editor(text, field));
    this.#editor = edit(copies.text, {
      paragraph: place.paragraph,
      label: place.label,
      language: place.language,
      nonce: place.nonce,
      limit: () => this.limit,
      done: place.done,
      full: place.full,
      moved: this.#moved,
      grown: (length) => {
        const before = this.left;
        this.#length = length;
        if (this.left !== before) place.changed();
      },
    });
    this.element.replaceChildren(this.#editor.view.dom);
  }

  /** @param {boolean} still  nothing can be typed */
  stand(still) {
    this.#editor?.stand(still);
  }

  focus() {
    this.#editor?.view.focus();
  }

  /** Put in what was written to an earlier text. @param {Unsaved} unsaved */
  insert({ base, mine }) {
    if (this.#copies) this.#editor?.type(rebase(base, mine, this.#copies.text.toString()));
  }

  /** Where our cursor is, as the others are told. */
  get whereabouts() {
    return this.#editor && this.#copies ? ourselves(this.#copies.text, this.#copies.client, this.#editor.view.state.selection.main) : null;
  }

  /** These are the others, and nobody else. @param {Said[]} all */
  meet(all) {
    this.#others.clear();
    for (const said of all) this.#others.hear(said);
    this.draw();
  }

  /** One of them has moved. @param {Said} said */
  hear(said) {
    this.#others.hear(said);
    this.draw();
  }

  /** These are gone. @param {number[]} clients */
  part(clients) {
    this.#others.part(clients);
    this.draw();
  }

  /** Show the others where they are in the text as it is now. */
  draw() {
    if (this.#copies) this.#editor?.show(this.#others.cursors(this.#copies.text));
  }

  destroy() {
    this.#editor?.destroy();
  }
}
