/**
 * What was typed and is not stored yet. Updates leave in batches and in their order; each stays here until the server
 * says that it is stored, and leaves again after the line was lost. Storing an update twice changes nothing.
 *
 * @typedef {{ok: boolean, code?: string, sentence?: import("../types.js").Sentence, facts?: Record<string, any>}} Told
 *
 * @typedef {object} Ways
 * @property {(update: Uint8Array, answered: (told: Told) => void) => void} send
 * @property {(updates: Uint8Array[]) => Uint8Array} merge  several updates as one
 * @property {(update: Uint8Array) => void} stored  the server has this one
 * @property {(told: Told) => void} refused  nothing leaves any more until `release`
 * @property {() => void} changed  something is unsaved, or no longer; or it has taken too long, or no longer
 *
 * @typedef {{update: Uint8Array, at: number}} Parcel  with the moment of its oldest typing
 */

/** Updates wait so long for company. */
const BATCH_MS = 60;
/** Typing stops when an update was not acknowledged for so long. */
export const STOP_MS = 5_000;
/** Bytes of a batch, about; the server takes no more than twice as much at once. */
const LARGEST_BATCH = 32_768;

export class Outbox {
  /** Whether something has waited too long: typing should stop. */
  stalled = false;

  /** @type {Parcel[]} */ #waiting = [];
  /** Sent, and not acknowledged. @type {Parcel[]} */ #flying = [];
  /** What was sent before the box was last held is sent again: a refusal of it counts no more. */ #round = 0;
  #held = true;
  #was = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #batch;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #stop;
  #ways;

  /** @param {Ways} ways */
  constructor(ways) {
    this.#ways = ways;
  }

  /** Whether anything typed is not known to be stored. */
  get unsaved() {
    return this.#waiting.length + this.#flying.length > 0;
  }

  /** Something was typed. @param {Uint8Array} update */
  push(update) {
    this.#waiting.push({ update, at: Date.now() });
    if (!this.#held) this.#batch ??= setTimeout(() => this.#flush(), BATCH_MS);
    this.#look();
  }

  /** The line is lost, or not open yet: keep everything. What was on its way is sent again. */
  hold() {
    this.#held = true;
    this.#round += 1;
    clearTimeout(this.#batch);
    this.#batch = undefined;
    this.#waiting.unshift(...this.#flying.splice(0));
  }

  /** The server listens: send what waits, and go on. */
  release() {
    this.#held = false;
    this.#flush();
  }

  /** In place of all that is here, this: whatever the server lacks. @param {Uint8Array} update */
  replace(update) {
    this.hold();
    const at = this.#waiting[0]?.at ?? Date.now();
    this.#waiting = [{ update, at }];
  }

  /** Nothing here is to be sent any more. */
  clear() {
    this.hold();
    this.#waiting = [];
    this.#look();
  }

  #flush() {
    clearTimeout(this.#batch);
    this.#batch = undefined;
    while (this.#waiting.length && !this.#held) {
      let [count, size] = [0, 0];
      for (const { update } of this.#waiting) {
        if (count && size + update.length > LARGEST_BATCH) break;
        count += 1;
        size += update.length;
      }
      const taken = this.#waiting.splice(0, count);
      const update = taken.length === 1 ? taken[0]?.update : this.#ways.merge(taken.map((one) => one.update));
      if (update) this.#send({ update, at: taken[0]?.at ?? Date.now() });
    }
  }

  /** @param {Parcel} parcel */
  #send(parcel) {
    const round = this.#round;
    this.#flying.push(parcel);
    this.#ways.send(parcel.update, (told) => {
      if (told.ok) {
        this.#flying = this.#flying.filter((one) => one !== parcel);
        this.#waiting = this.#waiting.filter((one) => one !== parcel);
        this.#ways.stored(parcel.update);
        this.#look();
      } else if (round === this.#round) {
        this.hold();
        this.#ways.refused(told);
      }
    });
  }

  /** Whether it takes too long, now and when it will. */
  #look() {
    clearTimeout(this.#stop);
    const oldest = this.#flying[0] ?? this.#waiting[0];
    const left = oldest ? oldest.at + STOP_MS - Date.now() : Infinity;
    this.stalled = left <= 0;
    if (left > 0 && left < Infinity) this.#stop = setTimeout(() => this.#look(), left);
    const is = `${this.unsaved} ${this.stalled}`;
    if (is === this.#was) return;
    this.#was = is;
    this.#ways.changed();
  }
}
