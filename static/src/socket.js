/**
 * The line to the server. It joins with the number of the last entry held, takes what was missed, and says at every
 * moment how things stand: the line on the page is never better than the truth.
 *
 * @import {Draft, Joined, LineState, Parts, Turnout, Typists, Wire} from "./line-types.js"
 * @import {Directory, Entry, Snapshot} from "./types.js"
 */

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;
const ANSWER_WITHIN_MS = 8_000;
const COMMAND_WITHIN_MS = 20_000;
const COMES_BACK_WITHIN_MS = 500;
const ASK_TO_COME_IN_EVERY_MS = 20_000;

export class Line {
  /** @type {LineState} */
  state = "connecting";
  /** When the connection is tried again, in this browser's milliseconds. @type {number | null} */
  retryAt = null;

  /** @type {Parts} */ #parts;
  #tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** Entries that came while older ones were still on their way. @type {Entry[]} */ #held = [];
  #joined = false;
  /** Entries of our own that are on their way back. @type {{seq: number, come: () => void}[]} */ #expected = [];
  /** The server told us to start again, and closes this connection: no news that the line is lost. */ #again = false;
  /** @type {Promise<void> | null} */ #fetching = null;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { wire } = parts;
    wire.on("connect", () => void this.join());
    wire.on("disconnect", () => (this.#again ? undefined : this.#lost()));
    wire.on("connect_error", (/** @type {{message?: string}} */ error) => this.#refused(error));
    wire.on("entries", (/** @type {{entries: Entry[], directory?: Directory}} */ frame) => this.#receive(frame));
    wire.on("turnout", (/** @type {Turnout} */ frame) => this.#count([frame]));
    wire.on("draft", (/** @type {Draft} */ frame) => this.#keep(`draft/${frame.paragraph}`, frame));
    wire.on("typing", (/** @type {Typists} */ frame) => this.#keep(`typing/${frame.paragraph}`, frame));
    wire.on("clock", (/** @type {{now: string}} */ frame) => parts.clock.hear(frame.now));
    wire.on("again", () => {
      this.#again = true;
      void this.startAgain();
    });
  }

  /** Begin. */
  open() {
    this.#parts.wire.connect();
  }

  /**
   * Give a command up the line.
   * @param {string} name @param {object} data @param {string} key
   * @returns {Promise<any>} the answer; null when none came, undefined when the line does not carry
   */
  async give(name, data, key) {
    const { wire } = this.#parts;
    if (!this.#joined || !wire.connected) return undefined;
    return new Promise((resolve) => {
      wire.timeout(COMMAND_WITHIN_MS).emit("command", { name, data, key }, (/** @type {unknown} */ lost, /** @type {unknown} */ answer) => resolve(lost ? null : answer));
    });
  }

  /**
   * Wait until an entry of our own has come back; where it does not come by itself, fetch it.
   * @param {number} seq
   */
  async seen(seq) {
    const { store } = this.#parts;
    if (store.seq < seq) await new Promise((resolve) => {
      this.#expected.push({ seq, come: () => resolve(undefined) });
      setTimeout(resolve, COMES_BACK_WITHIN_MS);
    });
    if (store.seq < seq) await this.catchUp();
  }

  /** Try now instead of waiting. */
  tryNow() {
    clearTimeout(this.#timer);
    this.#set(this.state === "out" ? "out" : "connecting");
    this.#parts.wire.connect();
  }

  /** The browser says that there is no network: believe it at once. */
  offline() {
    if (this.state !== "out") this.#parts.wire.disconnect();
    this.#lost();
  }

  /** Ask whether the line still carries, after sleep or a failed request; the answer brings what was missed. */
  check() {
    if (this.#parts.wire.connected) void this.join();
    else if (this.state === "lost" || this.state === "out") this.tryNow();
  }

  /** Join the room from the last entry held. */
  async join() {
    const { wire, group, store, clock } = this.#parts;
    this.#joined = false;
    const wasOut = this.state === "out";
    if (this.state !== "live" && !wasOut) this.#set("catching up");
    const answer = await ask(wire, "join", { group, after: store.seq });
    if (!wire.connected) return;
    if (!answer) {
      wire.disconnect();
      return;
    }
    clock.hear(answer.now);
    if (answer.ok === false) {
      this.#out();
      return;
    }
    if (answer.resync || wasOut) {
      this.state = "catching up";
      await this.startAgain();
      return;
    }
    if (answer.me !== undefined) store.me = answer.me;
    this.#joined = true;
    this.#tries = 0;
    const waiting = this.#held.splice(0);
    this.#apply(answer.entries ?? [], answer.directory);
    this.#passing(answer);
    this.#apply(waiting);
    if (!this.#fetching) this.#set("live");
    this.#parts.joined?.();
  }

  /** Take a new snapshot, then join again: our rights changed, or too much was missed. */
  async startAgain() {
    const { get, store, clock, wire } = this.#parts;
    this.#joined = false;
    this.#set("catching up");
    try {
      /** @type {Snapshot} */
      const snapshot = await get("snapshot");
      store.reset(snapshot);
      clock.hear(snapshot.now);
    } catch (error) {
      this.#again = false;
      this.#failed(error);
      return;
    }
    this.#held = this.#held.filter((entry) => entry.seq > store.seq);
    if (wire.connected && !this.#again) await this.join();
    else wire.disconnect();
    if (this.#again) {
      this.#again = false;
      wire.connect();
    }
    this.#parts.changed();
  }

  /**
   * Fetch what is missing, over HTTP. Whoever asks while a fetch is under way waits for the same one.
   * @returns {Promise<void>}
   */
  catchUp() {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  async #fetch() {
    const { get, store, wire } = this.#parts;
    const was = this.state;
    if (was === "live") this.#set("catching up");
    try {
      for (;;) {
        /** @type {{entries: Entry[], directory: Directory}} */
        const page = await get(`entries?after=${store.seq}`);
        const before = store.seq;
        if (!this.#take(page.entries, page.directory)) {
          await this.startAgain();
          return;
        }
        if (page.entries.length === 0 || store.seq === before) break;
      }
    } catch (error) {
      this.#failed(error);
      return;
    }
    const waiting = this.#held.splice(0);
    if (this.#take(waiting)) {
      if (wire.connected && this.#joined) this.#set("live");
      else if (this.state === "catching up") this.#set(was);
    } else {
      this.#held = waiting.filter((entry) => entry.seq > store.seq);
      this.#later(() => this.catchUp());
    }
  }

  /** @param {{entries: Entry[], directory?: Directory}} frame */
  #receive(frame) {
    if (frame.directory) Object.assign(this.#parts.store.directory, frame.directory);
    if (!this.#joined || this.#fetching) this.#held.push(...frame.entries);
    else this.#apply(frame.entries);
  }

  /** Apply in turn; at a gap keep the rest and fetch what lies between. @param {Entry[]} entries @param {Directory} [names] */
  #apply(entries, names) {
    if (this.#take(entries, names)) return;
    this.#held.push(...entries.filter((entry) => entry.seq > this.#parts.store.seq));
    void this.catchUp();
  }

  /** @param {Entry[]} entries @param {Directory} [names] */
  #take(entries, names) {
    const { store, happened, changed } = this.#parts;
    const before = store.seq;
    const whole = store.take(entries, names);
    if (store.seq > before) happened?.(entries.filter((entry) => entry.seq > before && entry.seq <= store.seq));
    changed();
    this.#expected = this.#expected.filter((one) => store.seq < one.seq || one.come());
    return whole;
  }

  /** What is in no entry, as it is now: it comes after the entries before it. @param {Joined} answer */
  #passing({ turnout = [], typing = [], drafts = [] }) {
    const { ephemeral } = this.#parts.store;
    for (const key of [...ephemeral.keys()]) if (/^(typing|draft)\//.test(key)) ephemeral.delete(key);
    for (const frame of typing) ephemeral.set(`typing/${frame.paragraph}`, frame);
    for (const frame of drafts) ephemeral.set(`draft/${frame.paragraph}`, frame);
    this.#count(turnout);
  }

  /** @param {Turnout[]} counts */
  #count(counts) {
    for (const count of counts) this.#parts.store.ephemeral.set(`turnout/${count.question}`, count);
    this.#parts.changed();
  }

  /** Something that may be lost without harm. @param {string} key @param {Draft | Typists} frame */
  #keep(key, frame) {
    this.#parts.store.ephemeral.set(key, frame);
    this.#parts.changed();
  }

  #lost() {
    this.#joined = false;
    this.#parts.lost?.();
    if (this.state === "out") {
      this.#out();
      return;
    }
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries) * (0.75 + Math.random() / 2);
    this.#tries += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tryNow(), wait);
    this.retryAt = Date.now() + wait;
    this.state = "lost";
    this.#parts.changed();
  }

  /** Nobody lets us in; now and then we ask again, for whoever signs in elsewhere or is seated anew. */
  #out() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), ASK_TO_COME_IN_EVERY_MS);
    this.#set("out");
  }

  /** @param {{message?: string}} error */
  #refused(error) {
    if (/rejected|refused by|unauthor|not_allowed/i.test(error?.message ?? "")) {
      this.#out();
    } else this.#lost();
  }

  /** @param {unknown} error */
  #failed(error) {
    const status = /** @type {{status?: number}} */ (error)?.status;
    if (status === 401 || status === 403 || status === 404) this.#out();
    else this.#later(() => (this.#parts.wire.connected ? this.join() : this.tryNow()));
  }

  /** @param {() => unknown} then */
  #later(then) {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void then(), wait);
  }

  /** @param {LineState} state */
  #set(state) {
    this.state = state;
    if (state !== "lost") this.retryAt = null;
    this.#parts.changed();
  }
}

/**
 * Ask and wait for the answer, for a while; null when none came.
 * @param {Wire} wire @param {string} event @param {object} data
 * @returns {Promise<Joined | null>}
 */
function ask(wire, event, data) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ANSWER_WITHIN_MS);
    wire.emit(event, data, (/** @type {any} */ answer) => {
      clearTimeout(timer);
      resolve(answer ?? {});
    });
  });
}
