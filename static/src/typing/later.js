/**
 * Things to be done a little later, each under a name, so that none is done twice.
 */

export class Later {
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */ #waiting = new Map();

  /** Do it after so long, counted from now. @param {string} name @param {number} ms @param {() => unknown} then */
  after(name, ms, then) {
    this.forget(name);
    this.#waiting.set(name, setTimeout(() => {
      this.#waiting.delete(name);
      then();
    }, ms));
  }

  /** The same, counted from when it was first said. @param {string} name @param {number} ms @param {() => unknown} then */
  soon(name, ms, then) {
    if (!this.#waiting.has(name)) this.after(name, ms, then);
  }

  /** @param {string[]} names  all of them, if none is named */
  forget(...names) {
    for (const name of names.length ? names : [...this.#waiting.keys()]) {
      clearTimeout(this.#waiting.get(name));
      this.#waiting.delete(name);
    }
  }
}
