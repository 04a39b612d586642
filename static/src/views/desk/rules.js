/**
 * The rules of procedure: what it takes to adopt, what consensus means, and how long one speaks; each said in a
 * sentence. They stand while a question is open.
 *
 * @import {Group} from "../../types.js"
 * @import {Desk} from "./types.js"
 * @import {Rule} from "./rule_lines.js"
 * @import {Tried} from "../../trial.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { t, tn } from "../../i18n.js";
import { openQuestions } from "../../select/questions.js";
import { group } from "../../select/seats.js";
import { methodName } from "../../names.js";
import { notice, typed } from "../kit.js";
import { meaning, METHODS } from "../method_choice.js";
import { toldOf } from "../rule_choice.js";
import { lines, PARITY, wrongAt } from "./rule_lines.js";

/** @typedef {Group["settings"]} Settings */

const PLACE = "rules";
const SPEECH_S = { min: 10, max: 7200 };
const COSPONSORS_AT_MOST = 10;
const SILENCE_HOURS = 72;
const SILENCE_HOURS_AT_MOST = 24 * 90;

/** @param {Desk} desk */
export function rules(desk) {
  const now = group(desk.store)?.settings;
  if (!now) return nothing;
  /** @type {Settings} */
  const draft = desk.ui.draft(PLACE) ?? now;
  const open = openQuestions(desk.store).length > 0;
  const may = !desk.whyNot("group.set_rules");
  /** @param {Partial<Settings>} change */
  const set = (change) => {
    const next = { ...(desk.ui.draft(PLACE) ?? now), ...change };
    if (JSON.stringify(next) === JSON.stringify(now)) desk.ui.forget(PLACE);
    else desk.ui.write(PLACE, next);
    desk.ui.notices.delete(PLACE);
    desk.show();
  };
  /** @param {keyof Settings} name @param {string} value @param {string} title @param {unknown} text */
  const choice = (name, value, title, text) => html`<label class="rule"><input type="radio" name=${name} value=${value} .checked=${live(draft[name] === value)} @change=${() => set({ [name]: value, ...(value === "custom" && !draft.custom ? { custom: PARITY } : {}) })}>
    <span><b>${title}</b><br><span class="caption">${text}</span></span></label>`;
  const silence = draft.silence_hours ?? SILENCE_HOURS;
  const changed = Boolean(desk.ui.draft(PLACE));
  const own = /** @type {Rule} */ (draft.custom ?? PARITY);
  const tried = desk.trial.of(desk.store, draft.rule === "custom" ? { rule: own } : { preset: draft.rule });
  const wrong = draft.rule === "custom" ? (tried?.mistakes ?? []) : [];
  return html`<h2>${t("Rules of procedure")}</h2>
    <p class="lead">${t("A vote carries its rule with it: what is changed here holds for questions opened afterwards.")}</p>
    ${may ? nothing : html`<p class="caption">${t("The chair and the secretariat set the rules.")}</p>`}
    <form class="rules" @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (changed && !open && !wrong.length) void save(desk, desk.ui.draft(PLACE) ?? draft);
    }}><fieldset ?disabled=${!may}>
      <fieldset><legend>${t("To adopt by a vote")}</legend>
        ${choice("rule", "substantive", t("Substantive"), t("At least two thirds of the weight for and against, and more than half within each side. Each side weighs exactly one half. More than half of the seats of each side must be present."))}
        ${choice("rule", "procedural", t("Procedural"), t("More than half of the weight for and against. Each side weighs exactly one half. More than half of the seats of each side must be present."))}
        ${choice("rule", "custom", t("A rule of the group's own"), t("Written line by line; every line must hold."))}
        ${draft.rule === "custom" ? ownRule(desk, draft, own, wrong, set) : nothing}
        ${trial(desk, tried, wrong.length > 0)}</fieldset>
      <fieldset><legend>${t("Consensus")}</legend>
        ${choice("definition", "no_objection", t("No objection"), t("There is consensus when no seat objects. Who says nothing does not object; a reservation or standing aside does not block."))}
        ${choice("definition", "no_sustained_opposition", t("No sustained opposition"), t("The chair weighs the objections, finds whether opposition is sustained, and says why on the record."))}</fieldset>
      <fieldset><legend>${t("Silence procedure")}</legend>
        <p class="field"><label class="label" for="silence-hours">${t("Shortest silence, in hours")}</label>
          <input id="silence-hours" class="num" type="number" inputmode="numeric" required min="1" max=${SILENCE_HOURS_AT_MOST} .value=${live(isFinite(silence) ? String(silence) : "")} aria-describedby="silence-hint" @input=${(/** @type {Event} */ event) => set({ silence_hours: toNumber(typed(event)) })}>
          <span class="hint" id="silence-hint">${t("Between sessions a text is adopted if nobody objects for so long, or longer. The United Nations asks for 72 hours.")}</span></p></fieldset>
      <fieldset><legend>${t("While a vote is open")}</legend>
        ${choice("board", "at_close", t("Show the votes at the close"), t("Until then everyone sees how many have voted, and nobody how."))}
        ${choice("board", "live", t("Show the votes as they come"), t("Everyone sees every vote at once. It can still be changed until the close."))}</fieldset>
      <fieldset><legend>${t("How votes are taken")}</legend>
        <p class="caption">${t("The chair can choose another way for a single vote.")}</p>
        ${METHODS.map((one) => choice("method", one, methodName(one), meaning(one)))}</fieldset>
      <fieldset><legend>${t("After a tie")}</legend>
        <p class="field"><label class="switch"><input type="checkbox" id="second-vote" .checked=${live(Boolean(draft.second_vote))} aria-describedby="second-vote-hint" @change=${(/** @type {Event} */ event) => set({ second_vote: /** @type {HTMLInputElement} */ (event.target).checked })}> ${t("One second vote")}</label>
          <span class="hint" id="second-vote-hint">${t("A tie is rejected. With this the chair may put the same text to the vote once more; if it is a tie again, that is final.")}</span></p></fieldset>
      <fieldset><legend>${t("Speaking and amending")}</legend>
        <p class="field"><label class="label" for="speech-limit">${t("Time for a speech, in seconds")}</label>
          <input id="speech-limit" class="num" type="number" inputmode="numeric" required min=${SPEECH_S.min} max=${SPEECH_S.max} .value=${live(isFinite(draft.speech_limit) ? String(draft.speech_limit) : "")} aria-describedby="speech-hint" @input=${(/** @type {Event} */ event) => set({ speech_limit: toNumber(typed(event)) })}>
          <span class="hint num" id="speech-hint">${draft.speech_limit >= 60 ? t("%(minutes)s of the clock. The chair can give more.", { minutes: clock(draft.speech_limit) }) : t("The chair can give more.")}</span></p>
        <p class="field"><label class="label" for="cosponsors">${t("Co-sponsors that an amendment needs")}</label>
          <input id="cosponsors" class="num" type="number" inputmode="numeric" required min="0" max=${COSPONSORS_AT_MOST} .value=${live(isFinite(draft.cosponsors) ? String(draft.cosponsors) : "")} aria-describedby="cosponsors-hint" @input=${(/** @type {Event} */ event) => set({ cosponsors: toNumber(typed(event)) })}>
          <span class="hint" id="cosponsors-hint">${draft.cosponsors ? tn("%(n)s seat besides its mover must support it before it is put to a vote.", "%(n)s seats besides its mover must support it before it is put to a vote.", draft.cosponsors) : t("None: any seat can bring one to a vote alone.")}</span></p>
        <p class="field"><label class="switch"><input type="checkbox" id="cosponsors-each-side" .checked=${live(Boolean(draft.cosponsors_each_side))} aria-describedby="each-side-hint" @change=${(/** @type {Event} */ event) => set({ cosponsors_each_side: /** @type {HTMLInputElement} */ (event.target).checked })}> ${t("Sponsors of both sides")}</label>
          <span class="hint" id="each-side-hint">${t("An amendment is put to a vote only when a government and one of the others stand behind it, its mover among them.")}</span></p></fieldset>
      ${open ? html`<p class="notice"><span>${t("A question is open. Its rules stand until it is closed.")}</span></p>` : nothing}
      ${notice(desk, PLACE)}
      ${may
        ? html`<p class="controls"><button class="btn primary" data-command="group.set_rules" ?disabled=${!changed || open || wrong.length > 0}>${t("Save the rules")}</button>
            ${changed
              ? html`<button type="button" class="btn" @click=${() => {
                  desk.ui.forget(PLACE);
                  desk.ui.notices.delete(PLACE);
                  desk.show();
                }}>${t("Back to the rules in force")}</button>`
              : html`<span class="caption">${t("These are the rules in force.")}</span>`}</p>`
        : nothing}</fieldset></form>`;
}

/**
 * The group's own rule: its name, and its lines.
 * @param {Desk} desk @param {Settings} draft @param {Rule} own @param {Tried["mistakes"]} wrong @param {(change: Partial<Settings>) => void} set
 */
const ownRule = (desk, draft, own, wrong, set) => html`<div class="lines">
  <p class="field"><label class="label" for="rule-name">${t("Its name, as it stands in the record")}</label>
    <input id="rule-name" maxlength="100" autocomplete="off" dir="auto" .value=${live(draft.custom_name ?? "")} @input=${(/** @type {Event} */ event) => set({ custom_name: typed(event) })}></p>
  ${lines(own, (change) => set({ custom: change(ownNow(desk, own)) }), desk, wrong)}
  ${wrongAt(wrong, null, null)}</div>`;

/** The rule chosen above, in words and on the seats that are here now. @param {Desk} desk @param {Tried | null} tried @param {boolean} wrong */
const trial = (desk, tried, wrong) => html`<section class="trial" aria-labelledby="trial-title"><h3 id="trial-title">${t("In words, as before every vote that uses it")}</h3>
  ${wrong ? html`<p class="caption" role="status">${t("Correct the lines that are marked; then the rule is told here.")}</p>` : toldOf(desk, tried)}</section>`;

/** The rule as it is written now, which may be newer than what is shown. @param {Desk} desk @param {Rule} shown @returns {Rule} */
const ownNow = (desk, shown) => desk.ui.draft(PLACE)?.custom ?? shown;

/** @param {Desk} desk @param {Settings} draft */
async function save(desk, draft) {
  const { floor: _, ...rules } = draft; // the limits of speeches are set in the room
  const data = { ...rules, custom: draft.rule === "custom" ? (draft.custom ?? PARITY) : null };
  const answer = await desk.give("group.set_rules", data, { place: PLACE, thanks: t("The rules are in force.") });
  if (answer.ok) desk.ui.forget(PLACE);
  desk.show();
}

/** Seconds as minutes and seconds. @param {number} seconds */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** A whole number, or NaN. @param {string} text */
const toNumber = (text) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : NaN);
