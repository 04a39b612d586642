/**
 * The others in a paragraph, as they tell of themselves: where their cursors are. Who they are, the server says.
 */

import * as Y from "yjs";

/**
 * @typedef {{data: ArrayBuffer | Uint8Array, seat: string | null, person: string}} Said
 * @typedef {{person: string, anchor: unknown, head: unknown, who: import("./cursors.js").Who}} Other
 */

export class Others {
  /** @type {Map<string, Other>} */ #here = new Map();
  #who;

  /** @param {(seat: string | null, person: string) => import("./cursors.js").Who} who */
  constructor(who) {
    this.#who = who;
  }

  /** Whoever sends something else than a cursor has none. @param {Said} said */
  hear({ data, seat, person }) {
    try {
      const { client, anchor, head } = JSON.parse(new TextDecoder().decode(data));
      const known = this.#here.get(String(client));
      if (!known || known.person === person) this.#here.set(String(client), { person, anchor, head, who: this.#who(seat, person) });
    } catch {
      return;
    }
  }

  /** These are gone. @param {number[]} clients */
  part(clients) {
    for (const client of clients) this.#here.delete(String(client));
  }

  /** All are gone. */
  clear() {
    this.#here.clear();
  }

  /** Their cursors in this text; one whose place is not in it is left out. @param {Y.Text} text @returns {import("./cursors.js").Cursor[]} */
  cursors(text) {
    return [...this.#here].flatMap(([key, { anchor, head, who }]) => {
      const [from, to] = [place(text, anchor), place(text, head)];
      return from === null || to === null ? [] : [{ key, anchor: from, head: to, who }];
    });
  }
}

/** What we say of ourselves. @param {Y.Text} text @param {number} client @param {{anchor: number, head: number}} selection */
export function ourselves(text, client, { anchor, head }) {
  const at = (/** @type {number} */ index) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
  return new TextEncoder().encode(JSON.stringify({ client, anchor: at(anchor), head: at(head) }));
}

/** @param {Y.Text} text @param {unknown} position */
function place(text, position) {
  try {
    const found = text.doc && Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), text.doc);
    return found?.type === text ? found.index : null;
  } catch {
    return null;
  }
}
