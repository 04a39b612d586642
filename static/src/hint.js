/**
 * A hint: one thing to do now, or to know.
 *
 * `act`: it waits for you. `news`, or `good` news: you should know, and may put it aside. `calm`: nothing waits.
 * @typedef {object} Hint
 * @property {string} id  the same while it is the same hint
 * @property {"act" | "news" | "good" | "calm"} tone
 * @property {string} lead
 * @property {string} [text]
 * @property {{label: string, key?: string, command?: string, data?: object, go?: Goal}} [button]
 * @typedef {{to: "vote"} | {to: "floor"} | {to: "schedule"} | {to: "paragraph", id: number} | {to: "amendment", id: number}
 *   | {to: "silence", id: number} | {to: "poll", id: number}} Goal
 * @typedef {(store: import("./store.js").Store, now: number) => Hint | Hint[] | null} Hinter
 */

/** Something that waits for the reader. @param {string} id @param {string} lead @param {string} [text] @param {Hint["button"]} [button] @returns {Hint} */
export const act = (id, lead, text, button) => ({ id, tone: "act", lead, text, button });
