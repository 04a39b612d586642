/**
 * The server's time, told from this browser's clock. A message that says "it is now 18:40:00" was some way on the
 * line, and its time is cut to the second: both make the server look behind. So of the last few samples the one
 * that puts the server furthest ahead is nearest to the truth.
 *
 * @import {Speech} from "./types.js"
 */

const SAMPLES = 8;

export class Clock {
  /** @type {number[]} */ #ahead = [];
  #here;

  /** @param {() => number} [here]  this browser's clock, in milliseconds */
  constructor(here = Date.now) {
    this.#here = here;
  }

  /** The server said it is now this time. @param {string | null | undefined} iso */
  hear(iso) {
    const there = Date.parse(iso ?? "");
    if (Number.isNaN(there)) return;
    this.#ahead.push(there - this.#here());
    if (this.#ahead.length > SAMPLES) this.#ahead.shift();
  }

  /** The server's time now, in milliseconds. */
  now() {
    return this.#here() + (this.#ahead.length ? Math.max(...this.#ahead) : 0);
  }
}

/**
 * How long a speech has lasted, in seconds, without its pauses.
 * @param {Pick<Speech, "spoken" | "running_since">} speech
 * @param {number} now  the server's time in milliseconds
 */
export function spoken(speech, now) {
  const run = speech.running_since ? Math.max(0, (now - Date.parse(speech.running_since)) / 1000) : 0;
  return speech.spoken + run;
}

/**
 * Seconds as minutes and seconds, "2:05"; what is left of a limit is rounded up, so that 0:00 means it is over.
 * @param {number} seconds
 */
export function minutes(seconds) {
  const whole = Math.max(0, Math.ceil(seconds - 0.001));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
