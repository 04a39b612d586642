/**
 * Where the keyboard is. A view says where the focus should go; it goes there once the page is drawn.
 *
 * @import {Ui} from "./ui.js"
 */

export class Focus {
  #wanted = "";
  #root;
  #ui;

  /** @param {HTMLElement} root @param {Ui} ui */
  constructor(root, ui) {
    this.#root = root;
    this.#ui = ui;
  }

  /** Go to the first of these that is there, after the next drawing. @param {string} selectors */
  want(selectors) {
    this.#wanted = selectors;
  }

  /** The page was drawn; `before` had the focus until then. @param {Element | null} before */
  settle(before) {
    if (this.#wanted) this.#reach();
    else if (before && before !== document.body && !before.isConnected) this.#near();
  }

  /** An address may name a paragraph, an amendment, a part or a question. */
  reachAddress() {
    const name = decodeURIComponent(location.hash.slice(1));
    const found = name && document.getElementById(name);
    if (!found || !this.#root.contains(found)) return;
    if (found.closest(".col-text")) this.#ui.tab = "text";
    if (found.closest(".col-decision")) this.#ui.tab = "decision";
    this.want(`#${CSS.escape(name)}`);
  }

  #reach() {
    const selectors = this.#wanted.split(", ");
    this.#wanted = "";
    for (const selector of selectors) {
      const found = /** @type {HTMLElement | null} */ (this.#root.querySelector(selector));
      if (!found) continue;
      const folded = /** @type {HTMLDetailsElement | null} */ (found.closest("details:not([open])"));
      if (folded) folded.open = true;
      found.focus({ preventScroll: true });
      found.scrollIntoView({ block: found.matches("h2") ? "nearest" : "center", behavior: calm() ? "auto" : "smooth" });
      return;
    }
  }

  /** What had the focus is gone: stay in its column, rather than at the top of the page. */
  #near() {
    const head = this.#root.querySelector(`[data-column="${this.#ui.tab}"]`);
    /** @type {HTMLElement | null} */ (head)?.focus({ preventScroll: true });
  }
}

/** Whether the reader asked for little motion. */
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
