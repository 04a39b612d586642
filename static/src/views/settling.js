/**
 * Settling brackets, for the chair and the rapporteur: one press for each choice, under the paragraph.
 *
 * @import {Room} from "../room-types.js"
 * @import {Bracket} from "../brackets.js"
 * @import {Paragraph, Statement} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { codePoints, toSettle, wording } from "../brackets.js";
import { t } from "../i18n.js";
import { isAgreed, place as placeOf, standsStill } from "../select/text.js";
import { button } from "./kit.js";

const SHORT = 48;

/** @param {Room} room @param {Statement} statement @param {Paragraph} one */
export function settling(room, statement, one) {
  if (room.gallery || isAgreed(one) || room.whyNot("bracket.resolve", statement) || standsStill(room.store, one.statement)) return nothing;
  const groups = toSettle(one.text);
  if (groups.length === 0) return nothing;
  return html`<ul class="settling" aria-label=${t("Brackets in %(place)s", { place: placeOf(room.store, one) })}>${groups.map(
    (group) => html`<li>${group.length > 1 ? alternatives(room, statement, one, group) : alone(room, statement, one, group)}</li>`,
  )}</ul>`;
}

/** @param {Room} room @param {Statement} statement @param {Paragraph} one @param {Bracket[]} group */
const alternatives = (room, statement, one, group) => html`${group.map((each) => {
  const words = short(wording(one.text, each));
  return choice(room, statement, one, each, "keep", html`<bdi>${each.by ? html`<span class="by">${each.by}: </span>` : nothing}${words}</bdi>`, t("Choose “%(words)s”", { words: each.by ? `${each.by}: ${words}` : words }));
})}
  ${group[0] ? choice(room, statement, one, group[0], "neither", ...neither(one.text, group)) : nothing}`;

/** What the press that takes none of several alternatives says, in short and in full. @param {string} text @param {Bracket[]} group @returns {[string, string]} */
function neither(text, group) {
  const brackets = short(text.slice(group[0]?.start, group.at(-1)?.end));
  return group.length > 2 ? [t("None"), t("None of %(brackets)s", { brackets })] : [t("Neither"), t("Neither of %(brackets)s", { brackets })];
}

/** @param {Room} room @param {Statement} statement @param {Paragraph} one @param {Bracket[]} group */
const alone = (room, statement, one, [each]) => {
  if (!each) return nothing;
  const words = short(wording(one.text, each));
  return html`<span class="words" dir="auto">[${each.by ? html`<span class="by">${each.by}: </span>` : nothing}${words}]</span>
    ${choice(room, statement, one, each, "keep", t("Keep"), t("Keep “%(words)s”", { words }))}
    ${choice(room, statement, one, each, "delete", t("Delete"), t("Delete “%(words)s”", { words }))}`;
};

/** @param {Room} room @param {Statement} statement @param {Paragraph} one @param {Bracket} each @param {"keep" | "delete" | "neither"} way @param {unknown} label @param {string} hint */
const choice = (room, statement, one, each, way, label, hint) =>
  button(room, {
    command: "bracket.resolve",
    data: { paragraph: one.id, revision: one.revision, at: codePoints(one.text, each.start), choice: way },
    label,
    hint,
    look: way === "keep" ? "small" : "quiet small",
    place: `paragraph ${one.id}`,
    about: statement,
  });

/** @param {string} words */
const short = (words) => (words.length > SHORT ? `${words.slice(0, SHORT - 1).trimEnd()}…` : words);
