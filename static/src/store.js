/**
 * What the server has said so far: records by key, and the number of the last entry received.
 * There is one way in, the four lines of `apply`; the views read and never write.
 *
 * @import {Boot, Directory, Entry, Me, Nouns, Snapshot} from "./types.js"
 */

/** @typedef {"dropped" | "gap" | "applied"} Applied */

export class Store {
  /** @type {Map<string, any>} */
  records = new Map();
  seq = 0;
  /** @type {Directory} */
  directory = {};
  /** @type {Me | null} */
  me = null;
  /** What is not in the journal and may be lost without harm: the turnout of an open vote, a text as it is being typed. @type {Map<string, any>} */
  ephemeral = new Map();
  /** Where the record was last replaced as a whole; the views use it to forget what they remembered. */
  generation = 0;

  /** @type {Map<string, any[]>} */ #lists = new Map();
  /** @type {Map<string, Map<unknown, any[]>>} */ #indexes = new Map();

  /** @param {Pick<Boot, "snapshot" | "me">} boot */
  constructor(boot) {
    this.reset({ ...boot.snapshot, me: boot.me });
  }

  /** Start again from a snapshot. @param {Snapshot} snapshot */
  reset(snapshot) {
    this.records = new Map(Object.entries(snapshot.records));
    this.directory = { ...snapshot.directory };
    this.seq = snapshot.seq;
    if (snapshot.me !== undefined) this.me = snapshot.me;
    this.generation += 1;
    this.#lists.clear();
    this.#indexes.clear();
  }

  /**
   * The client's rule. An entry already held is dropped; one further on is a gap, to be fetched; the next one sets
   * or deletes each record it changes. An entry this reader may not see still carries its number.
   * @param {Entry} entry
   * @returns {Applied}
   */
  apply(entry) {
    if (entry.seq <= this.seq) return "dropped";
    if (entry.seq > this.seq + 1) return "gap";
    for (const [key, record] of Object.entries(entry.changes ?? {})) this.#put(key, record);
    this.seq = entry.seq;
    return "applied";
  }

  /**
   * Apply entries in turn, up to the first gap.
   * @param {Entry[]} entries
   * @param {Directory} [names]
   * @returns {boolean} whether all of them are held now
   */
  take(entries, names) {
    if (names) Object.assign(this.directory, names);
    return entries.every((entry) => this.apply(entry) !== "gap");
  }

  /**
   * The record of this noun and id.
   * @template {keyof Nouns} N
   * @param {N} noun
   * @param {number | string | null | undefined} id
   * @returns {Nouns[N] | undefined}
   */
  get(noun, id) {
    return id === null || id === undefined ? undefined : this.records.get(`${noun}/${id}`);
  }

  /**
   * All records of a noun, in no particular order.
   * @template {keyof Nouns} N
   * @param {N} noun
   * @returns {readonly Nouns[N][]}
   */
  all(noun) {
    let found = this.#lists.get(noun);
    if (!found) {
      found = [];
      const start = `${noun}/`;
      for (const [key, record] of this.records) if (key.startsWith(start)) found.push(record);
      this.#lists.set(noun, found);
    }
    return found;
  }

  /**
   * The records of a noun whose field has this value.
   * @template {keyof Nouns} N
   * @param {N} noun
   * @param {keyof Nouns[N] & string} field
   * @param {unknown} value
   * @returns {readonly Nouns[N][]}
   */
  where(noun, field, value) {
    const name = `${noun} ${field}`;
    let index = this.#indexes.get(name);
    if (!index) {
      index = new Map();
      for (const record of this.all(noun)) {
        const held = index.get(record[field]);
        if (held) held.push(record);
        else index.set(record[field], [record]);
      }
      this.#indexes.set(name, index);
    }
    return index.get(value) ?? [];
  }

  /** The name of a person, where the directory has one. @param {string | null | undefined} person */
  name(person) {
    return (person && this.directory[person]?.name) || "";
  }

  /** A text that was settled, or changed, takes the place of what was being typed. @param {string} key @param {any} record */
  #settle(key, record) {
    const before = this.records.get(key);
    if (record?.text !== before?.text || record?.epoch !== before?.epoch) this.ephemeral.delete(key.replace("paragraph", "draft"));
  }

  /** @param {string} key @param {object | null} record */
  #put(key, record) {
    const noun = key.slice(0, key.indexOf("/"));
    if (noun === "paragraph") this.#settle(key, record);
    if (record === null) this.records.delete(key);
    else this.records.set(key, record);
    this.#lists.delete(noun);
    for (const name of this.#indexes.keys()) if (name.startsWith(`${noun} `)) this.#indexes.delete(name);
  }
}
