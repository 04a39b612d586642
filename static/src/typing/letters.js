/**
 * What may stand in a text, and how much of it.
 */

/** Control characters, half characters, and code points that are no character. */
const NO_TEXT = /(?![\n\t])[\p{Cc}\p{Cs}\p{Cn}]/gu;

/** Words as they may be put into a text: line ends are one sign, and what is no text is left out. @param {string} words */
export const clean = (words) => words.replace(/\r\n?/g, "\n").replace(NO_TEXT, "");

/** Whether a character that is two units lies across this place. @param {string} text @param {number} at */
const cuts = (text, at) => at > 0 && /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1));

/**
 * The same change by whole characters: an input method may name only the half in which two of them differ.
 * @param {string} text @param {import("./rebase.js").Change} change
 */
export function whole(text, { from, to, insert }) {
  const [before, after] = [cuts(text, from) ? 1 : 0, cuts(text, to) ? 1 : 0];
  return { from: from - before, to: to + after, insert: text.slice(from - before, from) + insert + text.slice(to, to + after) };
}

/** The length of a text as the server counts it, in characters. @param {string} text */
export function characters(text) {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) count -= 1;
  }
  return count;
}

/** When fewer than this share of the characters is left, it is said. */
const NEAR = 0.1;

/** How many characters are left, if it is time to say so. @param {number} length @param {number} limit */
export const leftOf = (length, limit) => (limit < Infinity && limit - length < limit * NEAR ? limit - length : null);

const FROM_THE_RIGHT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** The direction a language is written in. @param {string} language  such as `ar` or `fr-CA` */
export const directionOf = (language) => (FROM_THE_RIGHT.has(language.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr");
