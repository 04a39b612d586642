/**
 * Words for people: every visible string goes through here. Message ids are the English sentences with named
 * places (`%(name)s`); the page carries the catalogue of the reader's language.
 *
 * @import {Sentence} from "./types.js"
 */

/** @typedef {Record<string, string | number | boolean | null | undefined>} Facts */

/** @type {Record<string, string | string[]>} */
let catalog = {};
let locale = "en";
let plurals = new Intl.PluralRules("en");
let numbers = new Intl.NumberFormat("en");
let zone = "UTC";

/**
 * Speak this language from now on.
 * @param {string} tag  a BCP 47 tag
 * @param {Record<string, string | string[]>} messages
 */
export function speak(tag, messages) {
  locale = tag.replace("_", "-");
  catalog = messages;
  plurals = new Intl.PluralRules(locale);
  numbers = new Intl.NumberFormat(locale);
}

/** Tell times in this zone: the group's, so that everyone reads the same hour. @param {string} name */
export function keepTimeOf(name) {
  zone = name || "UTC";
}

/** The language spoken, as a BCP 47 tag. */
export const language = () => locale;

/**
 * The sentence in the reader's language.
 * @param {string} msgid
 * @param {Facts} [facts]
 */
export function t(msgid, facts) {
  const found = catalog[msgid];
  const text = (Array.isArray(found) ? found[0] : found) || msgid;
  return facts ? fill(text, facts) : text;
}

/**
 * The sentence for a number of things; `%(n)s` is the number.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Facts} [facts]
 */
export function tn(one, many, n, facts) {
  const forms = catalog[one];
  const text = (Array.isArray(forms) ? forms[Math.min(form(n), forms.length - 1)] : forms) || (n === 1 ? one : many);
  return fill(text, { ...facts, n: numbers.format(n) });
}

/**
 * A sentence the server wrote as words and facts. A fact may be a message itself, such as "the seats present".
 * @param {Sentence | null | undefined} sentence
 * @param {(name: string, value: string) => string} [word]  how a fact is shown, where it is a word of the house
 */
export function say(sentence, word = (_, value) => value) {
  if (!sentence) return "";
  /** @type {Facts} */
  const facts = {};
  for (const [name, value] of Object.entries(sentence.facts ?? {})) {
    facts[name] = typeof value !== "string" ? value : name === "percent" ? percent(value) : word(name, known(value));
  }
  return t(sentence.say, facts);
}

/** A percentage of the server's, such as "64.7%", as it is written in this language, with all its digits. @param {string} text */
export function percent(text) {
  const digits = (text.split(".")[1] ?? "%").length - 1;
  return new Intl.NumberFormat(numbers.resolvedOptions().locale, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(parseFloat(text) / 100);
}

/**
 * Put facts in their places. A place without a fact stays as it is, so that a slip shows instead of hiding.
 * @param {string} text
 * @param {Facts} facts
 */
export function fill(text, facts) {
  return text
    .replace(/%\((\w+)\)[sd]/g, (place, name) => {
      const value = facts[name];
      if (value === undefined || value === null) return place;
      return typeof value === "number" ? numbers.format(value) : String(value);
    })
    .replaceAll("%%", "%");
}

/** A number as the reader writes it. @param {number} n */
export const number = (n) => numbers.format(n);

/** The hour of a moment, in the group's time zone. @param {string | null} iso */
export function hour(iso) {
  return iso ? format(iso, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) : "";
}

/** The day and hour of a moment, in the group's time zone. @param {string | null} iso */
export function day(iso) {
  return iso
    ? format(iso, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" })
    : "";
}

/** A list in words: "Ghana, Caritas and Nepal". @param {string[]} things */
export const list = (things) => new Intl.ListFormat(locale, { type: "conjunction" }).format(things);

/** A word the catalogue knows, translated; any other as it is. @param {string} value */
function known(value) {
  const found = catalog[value];
  return (Array.isArray(found) ? found[0] : found) || value;
}

/** Which of the catalogue's plural forms a number takes: gettext keeps CLDR's order of categories. @param {number} n */
function form(n) {
  const order = ["zero", "one", "two", "few", "many", "other"];
  const mine = plurals.resolvedOptions().pluralCategories.slice();
  mine.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return mine.indexOf(plurals.select(n));
}

/** @param {string} iso @param {Intl.DateTimeFormatOptions} options */
function format(iso, options) {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(new Date(iso));
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(iso));
  }
}
