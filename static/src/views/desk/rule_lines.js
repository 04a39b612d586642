/**
 * A rule of the group's own, line by line: each line is a sentence to be completed. The model is that of
 * `domain/rules.py`; the server reads the rule strictly and names the line that is wrong.
 *
 * @import {Desk} from "./types.js"
 * @import {Mistake} from "../../trial.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { t } from "../../i18n.js";
import { constituencies } from "./persons.js";
import { typed } from "../kit.js";

/**
 * @typedef {"more_than" | "at_least" | "at_most" | "less_than"} Comparison
 * @typedef {Record<string, string>} Line  its scope, what is counted, measure and base, and one comparison
 * @typedef {{weighting: string, quorum: Line[], tests: Line[]}} Rule
 */

/** @type {Comparison[]} */
const COMPARISONS = ["more_than", "at_least", "at_most", "less_than"];

/** What a rule of one's own begins with: that of substance. @type {Rule} */
export const PARITY = {
  weighting: "parity",
  quorum: [{ scope: "each_side", counts: "present", measure: "heads", base: "entitled", more_than: "1/2" }],
  tests: [
    { scope: "all", choice: "for", measure: "weight", base: "for_against", at_least: "2/3" },
    { scope: "each_side", choice: "for", measure: "weight", base: "for_against", more_than: "1/2" },
  ],
};

/** Lines of one part that a rule may have. */
const LINES_AT_MOST = 20;

/** @param {Rule} rule @param {(change: (rule: Rule) => Rule) => void} set @param {Desk} desk @param {Mistake[]} wrong */
export const lines = (rule, set, desk, wrong) => html`
  <p class="sentence"><label for="weighting">${t("A seat weighs")}</label> ${choose("weighting", rule.weighting, [
    ["parity", t("its share of its side's one half")],
    ["equal", t("the same as any other")],
  ], (weighting) => set((now) => ({ ...now, weighting })))}</p>
  <h3>${t("Quorum")}</h3>
  ${rule.quorum.length ? rule.quorum.map((line, i) => one(line, `quorum-${i}`, "counts", (change) => set((now) => ({ ...now, quorum: replaced(now.quorum, i, change) })), desk, wrongAt(wrong, "quorum", i + 1))) : html`<p class="caption">${t("No quorum is needed.")}</p>`}
  <p><button type="button" class="btn small" ?disabled=${rule.quorum.length >= LINES_AT_MOST} @click=${() => set((now) => ({ ...now, quorum: [...now.quorum, { ...PARITY.quorum[0] }] }))}>${t("Add a line to the quorum")}</button></p>
  <h3>${t("To adopt")}</h3>
  ${rule.tests.length ? rule.tests.map((line, i) => one(line, `test-${i}`, "choice", (change) => set((now) => ({ ...now, tests: replaced(now.tests, i, change) })), desk, wrongAt(wrong, "tests", i + 1))) : html`<p class="no">${t("A rule needs at least one test; without one nothing could be rejected.")}</p>`}
  <p><button type="button" class="btn small" ?disabled=${rule.tests.length >= LINES_AT_MOST} @click=${() => set((now) => ({ ...now, tests: [...now.tests, { ...PARITY.tests[0] }] }))}>${t("Add a test")}</button></p>`;

/** What is wrong with a line, or with the whole where none is named. @param {Mistake[]} wrong @param {Mistake["part"]} part @param {number | null} line */
export const wrongAt = (wrong, part, line) => {
  const here = wrong.filter((one) => one.line === line && (one.part === part || line === null));
  return here.length ? html`<span class="wrong" role="alert">${here.map((one) => one.message).join(" ")}</span>` : nothing;
};

/** @param {Line[]} all @param {number} i @param {(line: Line) => Line | null} change */
const replaced = (all, i, change) => all.map((line, at) => (at === i ? change(line) : line)).filter((line) => line !== null);

/** One line as a sentence. @param {Line} line @param {string} id @param {"counts" | "choice"} field @param {(change: (line: Line) => Line | null) => void} set @param {Desk} desk @param {unknown} wrong  what is wrong with it */
function one(line, id, field, set, desk, wrong) {
  const comparison = COMPARISONS.find((name) => name in line) ?? "more_than";
  /** @param {string} name @param {string} value */
  const change = (name, value) => set((now) => ({ ...now, [name]: value }));
  const compare = (/** @type {string} */ name) =>
    set((now) => {
      const { [comparison]: threshold = "1/2", ...rest } = now;
      return { ...rest, [name]: threshold };
    });
  return html`<p class="sentence ${wrong === nothing ? "" : "marked"}" role="group" aria-label=${field === "counts" ? t("Line of the quorum") : t("Test")}>
    ${choose(`${id}-scope`, line.scope ?? "", scopes(desk), (value) => change("scope", value), t("Where"))}
    ${choose(`${id}-${field}`, line[field] ?? "", field === "counts" ? counts() : choices(), (value) => change(field, value), t("What is counted"))}
    ${choose(`${id}-measure`, line.measure ?? "", [["heads", t("in seats")], ["weight", t("in weight")]], (value) => change("measure", value), t("Measure"))}
    ${choose(`${id}-comparison`, comparison, [["more_than", t("more than")], ["at_least", t("at least")], ["at_most", t("at most")], ["less_than", t("less than")]], compare, t("Comparison"))}
    <input class="num" aria-label=${line.base === "number" ? t("A number") : t("A share such as 2/3")} aria-invalid=${wrong === nothing ? nothing : "true"} size="5" maxlength="20" dir="ltr" required .value=${live(line[comparison] ?? "")} @input=${(/** @type {Event} */ event) => change(comparison, typed(event).trim())}>
    ${choose(`${id}-base`, line.base ?? "", bases(), (value) => change("base", value), t("Share of what"))}
    <button type="button" class="btn quiet small" aria-label=${t("Remove this line")} @click=${() => set(() => null)}>${t("Remove")}</button>${wrong}</p>`;
}

/**
 * @param {string} id @param {string} value @param {[string, string][]} options @param {(value: string) => void} set
 * @param {string} [label]
 */
const choose = (id, value, options, set, label) => html`<select id=${id} aria-label=${label ?? t("A seat weighs")} @change=${(/** @type {Event} */ event) => set(typed(event))}>${(options.some(([name]) => name === value) ? options : [...options, [value, value]]).map(
  ([name, words]) => html`<option value=${name} .selected=${live(name === value)}>${words}</option>`,
)}</select>`;

/** @param {Desk} desk @returns {[string, string][]} */
const scopes = ({ store }) => [
  ["all", t("In the whole body,")],
  ["each_side", t("Within each side,")],
  ["each_group", t("Within each constituency,")],
  ["side:governments", t("Among the governments,")],
  ["side:others", t("Among the others,")],
  ...constituencies(store).map((one) => /** @type {[string, string]} */ ([`group:${one.code}`, t("Within %(name)s,", { name: one.name })])),
];

/** @returns {[string, string][]} */
const counts = () => [["present", t("those present")], ["cast", t("those who vote or abstain")], ["for_against", t("those who vote for or against")]];

/** @returns {[string, string][]} */
const choices = () => [["for", t("the votes for")], ["against", t("the votes against")], ["abstain", t("the abstentions")]];

/** @returns {[string, string][]} */
const bases = () => [
  ["entitled", t("of all seats of the plan")],
  ["present", t("of those present")],
  ["cast", t("of those who vote or abstain")],
  ["for_against", t("of those who vote for or against")],
  ["number", t("counted, not as a share")],
];
