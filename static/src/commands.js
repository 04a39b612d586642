/**
 * The way in: every change is a command with a key of its own. It goes up the line while that carries, and over HTTP
 * otherwise. When the network fails in between, nobody knows whether it was stored; it is asked again with the same
 * key, whichever way, and the server gives the same receipt.
 *
 * @import {Answer} from "./types.js"
 */

import { t } from "./i18n.js";

const WAITS_MS = [400, 1_000, 2_500, 5_000, 10_000];
const ANSWER_WITHIN_MS = 20_000;
/** Characters. A statement to import is a request of its own, and does not keep the line from what comes after. */
const MOST_UP_THE_LINE = 50_000;

/**
 * @typedef {object} Post
 * @property {string} base  such as `/api/groups/stranded-migrants/commands/`
 * @property {() => string} csrf
 * @property {typeof fetch} [fetch]
 * @property {() => string} [newKey]
 * @property {(ms: number) => Promise<void>} [sleep]
 * @property {(name: string, data: object, key: string) => Promise<Answer | null | undefined>} [up]  up the line; undefined: it does not carry
 * @property {() => void} [troubled]  the network failed: look at the line
 */

/**
 * A sender of commands. Keys of commands whose fate is unknown are kept, so that giving the same command again,
 * even much later, cannot do it twice.
 * @param {Post} post
 */
export function sender({ base, csrf, fetch = globalThis.fetch, newKey = freshKey, sleep = rest, up, troubled }) {
  /** @type {Map<string, string>} */
  const unknown = new Map();

  /**
   * Give a command; the answer is a receipt or a refusal, never an exception.
   * @param {string} name
   * @param {object} [data]
   * @returns {Promise<Answer>}
   */
  return async function send(name, data = {}) {
    const body = JSON.stringify(data);
    const same = `${name} ${body}`;
    const key = unknown.get(same) ?? newKey();
    unknown.set(same, key);
    for (const wait of [...WAITS_MS, null]) {
      const said = body.length <= MOST_UP_THE_LINE ? await up?.(name, data, key) : undefined;
      const answer = said === undefined ? await attempt(name, body, key) : told(said);
      if (answer) {
        unknown.delete(same);
        return answer;
      }
      troubled?.();
      if (wait === null) break;
      await sleep(wait);
    }
    return {
      ok: false,
      code: "no_answer",
      message: t("The server did not answer. It is not known whether this was stored; give it again and it will not be done twice."),
      facts: {},
    };
  };

  /** @param {string} name @param {string} body @param {string} key @returns {Promise<Answer | null>} null: no answer */
  async function attempt(name, body, key) {
    /** @type {Response} */
    let response;
    try {
      response = await fetch(base + name, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key, "X-CSRFToken": csrf() },
        body,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
    } catch {
      return null;
    }
    if (response.status >= 502 && response.status <= 504) return null;
    const answer = told(await response.json().catch(() => null));
    return answer ?? { ok: false, code: `http_${response.status}`, message: byStatus(response.status), facts: {} };
  }
}

/** An answer in our shape; null, when it is none, or says that nobody knows. @param {any} said @returns {Answer | null} */
function told(said) {
  if (typeof said?.ok !== "boolean" || said.code === "uncertain") return null;
  return said.ok ? { made: {}, ...said } : { facts: {}, code: "refused", message: "", ...said };
}

/** What to say when the server answered, but not in our shape. @param {number} status */
function byStatus(status) {
  if (status === 401) return t("You are signed out. Sign in again; what you have written stays on this page.");
  if (status === 400) return t("This page is out of date. Reload it and try again.");
  if (status === 413) return t("This is too long to be sent.");
  if (status === 429) return t("Too many requests. Wait a moment and try again.");
  return t("The server could not do this (error %(status)s). Nothing was changed.", { status: String(status) });
}

/** A key nobody else has. `randomUUID` exists only where the page is served securely; a hall's own server may not be. */
function freshKey() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {number} ms @returns {Promise<void>} */
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
