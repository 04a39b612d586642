/**
 * Where one types, and what a session there is: names for the type checker alone.
 *
 * `open`: one can type. `closed`: the reader cannot, and `why` says why not.
 * @typedef {"opening" | "open" | "closed" | "failed" | "left"} State
 * @typedef {"saved" | "saving" | "stopped"} Saving
 * @typedef {{base: string, mine: string}} Unsaved  what was written to one text, and never stored
 *
 * @typedef {object} Place
 * @property {import("../line-types.js").Wire} wire
 * @property {number} paragraph
 * @property {string} label
 * @property {string} language
 * @property {string} nonce
 * @property {(seat: string | null, person: string) => import("./cursors.js").Who} who
 * @property {() => void} changed  something to show
 * @property {() => void} done  the reader wants to leave
 * @property {(unsaved: Unsaved) => void} offer
 * @property {() => void} full  what was typed is more than fits
 * @property {(text: import("yjs").Text, field: import("./editor.js").Field) => import("./editor.js").Editor} [edit]  makes the field
 */

export {};
