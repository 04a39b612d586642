/**
 * What only this browser knows: which tab is in front, what is being written, what waits for an answer. It survives
 * every redraw; what is being written survives a reload of the page too.
 */

/**
 * @import {Piece} from "./difference.js"
 * @import {About, Amendment, Clash, Sentence} from "./types.js"
 *
 * @typedef {{text: string, revision: number, base: string, stale?: Stale | null}} Edit  a paragraph being edited
 * @typedef {{text: string, revision: number, merged: string | null, clash: boolean}} Stale  what the server holds instead
 * @typedef {{kind: Amendment["kind"], text: string, reason: string, revision: number, base: string, goal?: string}} Proposal
 *
 * @typedef {object} Confirm
 * @property {"confirm"} kind
 * @property {string} title
 * @property {string} text
 * @property {string} yes
 * @property {"required" | "optional"} [reason]
 * @property {string} [hint]  what the reason is for, and who will read it
 * @property {boolean} [grave]
 * @property {About | null} [about]  what the vote would be on, where its rule is chosen
 * @property {boolean} [rule]  whether the method and the rule of the vote are chosen with it
 * @property {(reason: string, how?: Record<string, string>) => void} then
 *
 * @typedef {Confirm
 *   | {kind: "help"}
 *   | History
 *   | {kind: "schedule"}
 *   | {kind: "statement"}
 *   | {kind: "reopen", paragraph: number}
  | {kind: "proxy"}
  | {kind: "priority"}
 *   | {kind: "call", about: About, name: unknown}
 *   | {kind: "silence", about: About | null, again: number | null, title: string}
 *   | {kind: "ask" | "speaker" | "limits"}
 *   | {kind: "beside", paragraph: number, adopt: number[], outlook: Outlook | null, basis: string}
 *   | {kind: "attention"}
 *   | {kind: "question"}
 *   | Chosen} Dialog
 *
 * What a paragraph would say if some amendments to it were adopted, and which of all exclude each other.
 * @typedef {{clashes: [number, number][], implied: Record<string, {amendment: number, why: Sentence}[]>, now: string,
 *   text: string | null, diff: Piece[], adopted: number[],
 *   apart: {amendment: number, state: string, why: Sentence | null, attempt: (string | Clash)[]}[]}} Outlook
 *
 * Words chosen in a paragraph's text, from `start` to `end`; `seat`: who asks for it, where another enters it.
 * @typedef {{kind: "brackets" | "split", paragraph: number, revision: number, text: string, start: number, end: number, seat?: string}} Chosen
 *
 * The history of a paragraph, and the two versions compared.
 * @typedef {{kind: "history", paragraph: number, revisions: Revision[] | null, entries: Happened[], from: number, to: number,
 *   diff: import("./difference.js").Piece[] | null, basis: string}} History
 * @typedef {{seq: number, at: string, event: string, actor: string | null, facts: Record<string, any>,
 *   now: {state: string, revision: number, part: number} | null}} Happened  an entry that changed the paragraph
 * @typedef {{revision: number, text: string, person: string | null, seat: string | null, contributors?: Writer[], at: string}} Revision
 * @typedef {{seat: string | null, person: string | null}} Writer
 * @typedef {"floor" | "text" | "decision"} Tab
 */

export class Ui {
  /** @type {Tab} */ tab = "text";
  /** @type {Dialog | null} */ dialog = null;
  /** The statement chosen to be read, where there are several. @type {number | null} */ statement = null;
  /** The earlier decision opened to be read. @type {number | null} */ decision = null;
  /** The paragraph the keyboard is on. @type {number | null} */ paragraph = null;
  /** The rule chosen for the vote about to be opened, if another than usual. @type {string | null} */ preset = null;
  /** The method chosen for it, likewise. @type {import("./types.js").Method | null} */ method = null;
  /** The seat at which the clerk of a roll call is, if not at the first that has not answered. @type {string | null} */ called = null;
  /** What a place on the page has been told, by place. @type {Map<string, string>} */ notices = new Map();
  /** The places that wait for an answer. @type {Set<string>} */ busy = new Set();
  /** Hints put aside by their reader. @type {Set<string>} */ aside = new Set();
  /** A short word after something went well. @type {string} */ toast = "";
  /** What is read out to those who do not see the page change. @type {string} */ spoken = "";
  /** Whether single keys do things. */ keys = true;

  /** @type {Map<string, any>} */ #drafts = new Map();
  #keep;
  #name;

  /** @param {string} name  whose drafts these are @param {Storage | null} [keep] */
  constructor(name, keep = null) {
    this.#name = `deliberate drafts ${name}`;
    this.#keep = keep;
    try {
      this.#drafts = new Map(Object.entries(JSON.parse(keep?.getItem(this.#name) ?? "{}")));
    } catch {
      this.#drafts = new Map();
    }
  }

  /** What is being written at a place, or nothing. @param {string} place @returns {any} */
  draft(place) {
    return this.#drafts.get(place);
  }

  /** Whether anything is being written. */
  get writing() {
    return this.#drafts.size > 0;
  }

  /** Keep what is being written. @param {string} place @param {object | string} draft */
  write(place, draft) {
    this.#drafts.set(place, draft);
    this.#save();
  }

  /**
   * Change some of what is being written at a place: of what is written there now, which may be newer than what a
   * view has shown.
   * @param {string} place @param {object} some
   */
  change(place, some) {
    this.write(place, { ...this.draft(place), ...some });
  }

  /** It was sent, or given up. @param {string} place */
  forget(place) {
    this.#drafts.delete(place);
    this.#save();
  }

  #save() {
    try {
      this.#keep?.setItem(this.#name, JSON.stringify(Object.fromEntries(this.#drafts)));
    } catch {
      // A full or forbidden storage loses only the copy for a reload; the drafts themselves are here.
    }
  }
}
