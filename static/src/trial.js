/**
 * A rule tried by the server on the electorate as it is now: in words, what adoption would need, and what is wrong at
 * which line. It is asked for as the rule is edited and again when somebody comes or goes; nothing is changed by it.
 *
 * @import {Store} from "./store.js"
 * @import {Sentence} from "./types.js"
 */

import { group } from "./select/seats.js";
import { byProxy, present } from "./select/sittings.js";

/**
 * @typedef {{part: "quorum" | "tests" | null, line: number | null, message: string}} Mistake
 * @typedef {{in_words: Sentence[], now: Sentence[], secret?: Sentence[], mistakes: Mistake[]}} Tried
 * @typedef {{preset: string} | {rule: object}} Asked
 */

const REST_MS = 250;

export class Trial {
  #get;
  #show;
  #key = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {Tried | null} */ #answer = null;
  /** Whether the last answer failed to come. */ failed = false;

  /** @param {(path: string) => Promise<any>} get @param {() => void} show */
  constructor(get, show) {
    this.#get = get;
    this.#show = show;
  }

  /**
   * What the server says of a rule; while it is being asked, what it said last.
   * @param {Store} store
   * @param {Asked} asked
   * @returns {Tried | null}
   */
  of(store, asked) {
    const query = "preset" in asked ? `preset=${encodeURIComponent(asked.preset)}` : `rule=${encodeURIComponent(JSON.stringify(asked.rule))}`;
    const key = `${query} ${group(store)?.pairs} ${[...present(store).keys(), ...byProxy(store).keys()].sort().join(" ")}`;
    if (key !== this.#key) {
      const first = !this.#key;
      this.#key = key;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(key, query), first ? 0 : REST_MS);
    }
    return this.#answer;
  }

  /** @param {string} key @param {string} query */
  async #ask(key, query) {
    try {
      const answer = await this.#get(`rule?${query}`);
      if (key !== this.#key) return;
      this.#answer = answer;
      this.failed = false;
    } catch {
      if (key !== this.#key) return;
      this.failed = true;
    }
    this.#show();
  }
}
