/**
 * What goes over the line to the server, and what the line is made of: names for the type checker alone.
 *
 * @import {Store} from "./store.js"
 * @import {Clock} from "./clock.js"
 * @import {Directory, Entry, Me} from "./types.js"
 *
 * `live`: everything up to the last entry is shown. `catching up`: connected, and fetching what was missed.
 * `lost`: no connection; `retryAt` says when it is tried again. `out`: the server no longer lets this reader in.
 * @typedef {"connecting" | "live" | "catching up" | "lost" | "out"} LineState
 *
 * @typedef {{question: number, cast: number, of: number}} Turnout
 * @typedef {{paragraph: number, epoch: number, text: string}} Draft  a text as it is being typed
 * @typedef {{paragraph: number, editors: string[]}} Typists  who types in a paragraph: seats, or the offices they type in
 *
 * @typedef {object} Joined  the answer to joining
 * @property {boolean} [ok]
 * @property {boolean} [resync]  too much was missed to be told
 * @property {Entry[]} [entries]
 * @property {Directory} [directory]
 * @property {string} [now]
 * @property {Me | null} [me]
 * @property {Turnout[]} [turnout]
 * @property {Typists[]} [typing]
 * @property {Draft[]} [drafts]
 *
 * @typedef {object} Wire  what we use of socket.io's socket
 * @property {boolean} connected
 * @property {(event: string, listener: (...args: any[]) => void) => unknown} on
 * @property {(event: string, listener: (...args: any[]) => void) => unknown} off
 * @property {(event: string, ...args: any[]) => unknown} emit
 * @property {(ms: number) => {emit: (event: string, ...args: any[]) => unknown}} timeout  the answer comes after an error, if there is one
 * @property {() => unknown} connect
 * @property {() => unknown} disconnect
 *
 * @typedef {object} Parts
 * @property {Wire} wire
 * @property {string} group
 * @property {Store} store
 * @property {Clock} clock
 * @property {(path: string) => Promise<any>} get  fetch JSON below the group's address; throws `{status}` on refusal
 * @property {() => void} changed  something to show
 * @property {(entries: Entry[]) => void} [happened]  entries as they come, after they are applied
 * @property {() => void} [joined]  the server hears what we say about this group, from now on or once more
 * @property {() => void} [lost]  it does not any more
 */

export {};
