/**
 * The seat plan: pairs of seats, shared on each side among constituencies. What is unlawful is said while the plan is
 * edited, and cannot be saved.
 *
 * @import {Side} from "../../types.js"
 * @import {Desk} from "./types.js"
 * @import {Fault, Plan, Share} from "./lawful.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import { t, tn } from "../../i18n.js";
import { openQuestions } from "../../select/questions.js";
import { group, seatsOf, sideName, SIDES } from "../../select/seats.js";
import { notice, typed } from "../kit.js";
import { changeFaults, codeFor, CONSTITUENCIES_AT_MOST, effect, faults, guarantee, guaranteed, of, PAIRS_AT_MOST, sum } from "./lawful.js";
import { constituencies, credentials } from "./persons.js";
import { strip } from "./strip.js";

const PLACE = "plan";

/** The plan in force. @param {Desk} desk @returns {Plan} */
const inForce = ({ store }) => ({
  pairs: group(store)?.pairs ?? 0,
  constituencies: constituencies(store).map(({ code, side, name, seats, minimum, migrants }) => ({ code, side, name, seats, minimum, migrants })),
});

/** What a new group begins with: a lawful plan to change. @returns {Plan} */
const beginning = () => ({
  pairs: 10,
  constituencies: [
    { code: "governments", side: "governments", name: t("Governments"), seats: 10, minimum: 0, migrants: false },
    { code: "migrants", side: "others", name: t("Migrants and diaspora"), seats: 5, minimum: 5, migrants: true },
    { code: "civil-society", side: "others", name: t("Civil society"), seats: 5, minimum: 0, migrants: false },
  ],
});

/** @typedef {{plan: Plan, base: string}} Draft */

/** The plan being edited. @param {Desk} desk @returns {Draft} */
function draftOf(desk) {
  const now = inForce(desk);
  const base = JSON.stringify(now);
  return desk.ui.draft(PLACE) ?? { plan: now.pairs ? now : beginning(), base };
}

/** Change the plan as it is written now. @param {Desk} desk @param {(plan: Plan) => void} change */
function edit(desk, change) {
  const draft = draftOf(desk);
  const plan = structuredClone(draft.plan);
  change(plan);
  if (JSON.stringify(plan) === JSON.stringify(inForce(desk))) desk.ui.forget(PLACE);
  else desk.ui.write(PLACE, { ...draft, plan });
  desk.ui.notices.delete(PLACE);
  desk.show();
}

/** @param {Desk} desk */
export function plan(desk) {
  const may = !desk.whyNot("plan.set");
  const draft = may ? draftOf(desk) : { plan: inForce(desk), base: "" };
  const { plan } = draft;
  return html`<h2>${t("Seat plan")}</h2>
    <p class="lead">${t("Seats come in pairs, one for each side, so that the halves are always equal. Each side shares its seats out among its constituencies. Among the others, migrants and diaspora are guaranteed at least half.")}</p>
    ${may ? nothing : html`<p class="caption">${t("The secretariat sets the plan.")}</p>`}
    ${may ? pairs(desk, draft) : nothing}
    <div class="halves">${SIDES.map((side) => half(desk, draft, side, may))}</div>
    ${may ? ending(desk, draft, plan) : nothing}`;
}

/** @param {Desk} desk @param {Draft} draft */
function pairs(desk, draft) {
  const { pairs } = draft.plan;
  const set = (/** @type {number} */ n) => edit(desk, (plan) => void (plan.pairs = n));
  const step = (/** @type {-1 | 1} */ by) => edit(desk, (plan) => void (plan.pairs = Math.min(PAIRS_AT_MOST, Math.max(1, plan.pairs + by))));
  const whole = Number.isInteger(pairs);
  return html`<div class="pairs"><label class="label" for="pairs">${t("Pairs of seats")}</label>
    <span class="stepper"><button type="button" class="btn" aria-label=${t("One pair fewer")} ?disabled=${!whole || pairs <= 1} @click=${() => step(-1)}>−</button>
      <input id="pairs" class="num" type="number" inputmode="numeric" min="1" max=${PAIRS_AT_MOST} required .value=${live(whole ? String(pairs) : "")} aria-describedby="parity"
        @input=${(/** @type {Event} */ event) => set(toNumber(typed(event)))}>
      <button type="button" class="btn" aria-label=${t("One pair more")} ?disabled=${!whole || pairs >= PAIRS_AT_MOST} @click=${() => step(1)}>+</button></span>
    <p id="parity" class="parity num" role="status">${
      whole && pairs > 0
        ? html`<span class="side gov">${tn("%(n)s seat", "%(n)s seats", pairs)}</span> <b aria-hidden="true">=</b> <span class="side oth">${tn("%(n)s seat", "%(n)s seats", pairs)}</span>
            <span class="caption">${t("equal halves, by construction")}</span>`
        : html`<span class="caption">${t("Write a whole number.")}</span>`
    }</p></div>`;
}

/** @param {Desk} desk @param {Draft} draft @param {Side} side @param {boolean} may */
function half(desk, draft, side, may) {
  const { plan } = draft;
  const shares = of(plan, side);
  const left = plan.pairs - sum(shares, "seats");
  return html`<fieldset class="half ${side}"><legend><span class=${side === "governments" ? "side gov" : "side oth"}>${sideName(side)}</span></legend>
    ${strip(plan, side)}
    <p class="sum num ${left === 0 ? "ok" : "no"}" role="status">${shared(plan.pairs, left)}</p>
    ${side === "others" ? promise(plan) : nothing}
    <ul class="shares">${repeat(shares, ({ code }) => code, (one, i) => share(desk, draft, one, i, shares.length, may))}</ul>
    ${may && plan.constituencies.length < CONSTITUENCIES_AT_MOST
      ? html`<p><button type="button" class="btn" @click=${() => add(desk, draft, side)}>${t("Add a constituency")}</button></p>`
      : nothing}</fieldset>`;
}

/** @param {number} pairs @param {number} left */
function shared(pairs, left) {
  if (!Number.isFinite(left)) return "";
  if (left === 0) return html`<span aria-hidden="true">✓ </span>${t("All %(n)s seats are shared out.", { n: pairs })}`;
  return left > 0 ? tn("%(n)s seat is left to share out.", "%(n)s seats are left to share out.", left) : tn("%(n)s seat too many is shared out.", "%(n)s seats too many are shared out.", -left);
}

/** The migrants' guarantee. @param {Plan} plan */
function promise(plan) {
  const facts = { n: guaranteed(plan), needed: guarantee(plan.pairs) };
  if (!Number.isFinite(facts.needed)) return nothing;
  const kept = facts.n >= facts.needed;
  return html`<p class="sum num ${kept ? "ok" : "no"}" role="status">${kept ? html`<span aria-hidden="true">✓ </span>` : nothing}${t("Guaranteed to migrants and diaspora: %(n)s; at least %(needed)s needed.", facts)}</p>`;
}

/** @param {Desk} desk @param {Draft} draft @param {Share} one @param {number} i @param {number} count @param {boolean} may */
function share(desk, draft, one, i, count, may) {
  if (!may) {
    return html`<li class="share"><span class="name">${one.name}</span> <span class="num">${tn("%(n)s seat", "%(n)s seats", one.seats)}</span>
      <span class="caption num">${one.minimum ? t("at least %(n)s guaranteed", { n: one.minimum }) : nothing}</span>${one.migrants ? html` <span class="chip">${t("migrants and diaspora")}</span>` : nothing}</li>`;
  }
  const id = `share-${one.code}`;
  const bad = faults(draft.plan).some(({ where }) => where === `share ${one.code}`);
  /** @param {(share: Share) => void} change */
  const change = (change) => edit(desk, (plan) => change(/** @type {Share} */ (plan.constituencies.find(({ code }) => code === one.code))));
  /** @param {"seats" | "minimum"} field @param {string} label */
  const numeric = (field, label) => html`<span><label class="label" for="${id}-${field}">${label}</label>
    <input id="${id}-${field}" class="num" type="number" inputmode="numeric" min="0" max=${PAIRS_AT_MOST} .value=${live(Number.isInteger(one[field]) ? String(one[field]) : "")} aria-invalid=${bad ? "true" : nothing} aria-describedby="faults"
      @input=${(/** @type {Event} */ event) => change((share) => void (share[field] = toNumber(typed(event))))}></span>`;
  const facts = { name: one.name || t("a constituency without a name") };
  return html`<li class="share edit"><span class="name"><label class="label" for="${id}-name">${t("Constituency")}</label>
      <input id="${id}-name" maxlength="120" dir="auto" autocomplete="off" .value=${live(one.name)} aria-invalid=${one.name.trim() ? nothing : "true"} @input=${(/** @type {Event} */ event) => change((share) => void (share.name = typed(event)))}></span>
    ${numeric("seats", t("Seats"))} ${numeric("minimum", t("Guaranteed"))}
    ${one.side === "others"
      ? html`<label class="tick"><input type="checkbox" .checked=${live(one.migrants)} @change=${(/** @type {Event} */ event) => change((share) => void (share.migrants = /** @type {HTMLInputElement} */ (event.target).checked))}> <span>${t("of migrants and diaspora")}</span></label>`
      : nothing}
    <span class="acts"><button type="button" class="btn quiet small" aria-label=${t("Move %(name)s up", facts)} ?disabled=${i === 0} @click=${() => move(desk, one, -1)}>↑</button>
      <button type="button" class="btn quiet small" aria-label=${t("Move %(name)s down", facts)} ?disabled=${i === count - 1} @click=${() => move(desk, one, 1)}>↓</button>
      <button type="button" class="btn quiet small" aria-label=${t("Remove %(name)s", facts)} @click=${() => edit(desk, (plan) => void (plan.constituencies = plan.constituencies.filter(({ code }) => code !== one.code)))}>${t("Remove")}</button></span></li>`;
}

/** @param {Desk} desk @param {Draft} draft @param {Side} side */
function add(desk, draft, side) {
  const left = Math.max(0, draft.plan.pairs - sum(of(draft.plan, side), "seats"));
  const code = `new-${Date.now().toString(36)}`;
  edit(desk, (plan) => void plan.constituencies.push({ code, side, name: "", seats: left || 0, minimum: 0, migrants: false }));
  desk.focus(`#share-${code}-name`);
}

/** Up or down among those of its side. @param {Desk} desk @param {Share} one @param {-1 | 1} step */
function move(desk, one, step) {
  edit(desk, (plan) => {
    const side = of(plan, one.side);
    const at = side.findIndex(({ code }) => code === one.code);
    const [moved] = side.splice(at, 1);
    if (moved) side.splice(Math.max(0, at + step), 0, moved);
    plan.constituencies = SIDES.flatMap((name) => (name === one.side ? side : of(plan, name)));
  });
}

/** Why it cannot be saved, or what saving it does; and the two ways out. @param {Desk} desk @param {Draft} draft @param {Plan} plan */
function ending(desk, draft, plan) {
  const now = inForce(desk);
  const edited = Boolean(desk.ui.draft(PLACE)) || now.pairs === 0;
  const found = edited ? whyNot(desk, now, plan) : [];
  const blocked = found.length > 0 || !edited;
  const overtaken = edited && now.pairs > 0 && draft.base !== JSON.stringify(now);
  const busy = [...desk.ui.busy].some((doing) => doing.startsWith("plan.set "));
  return html`<div class="ending">
    <div id="faults" role="status">${
      found.length
        ? html`<div class="faults" tabindex="-1"><p><b>${t("This plan cannot be saved yet:")}</b></p><ul class="dots">${found.map(({ text }) => html`<li>${text}</li>`)}</ul></div>`
        : edited
          ? html`<p class="caption">${now.pairs ? effect(now, plan) || t("Saving it keeps every seat where it is.") : t("This is a plan to begin with: change it as your group needs, then save it.")}</p>`
          : html`<p class="caption">${t("This is the plan in force.")}</p>`
    }</div>
    ${overtaken ? html`<p class="notice"><span>${t("Somebody else changed the plan meanwhile. Saving yours replaces theirs.")}</span></p>` : nothing}
    ${notice(desk, PLACE)}
    <p class="controls"><button type="button" class="btn primary" data-command="plan.set" aria-disabled=${blocked ? "true" : nothing} aria-describedby="faults" aria-busy=${busy ? "true" : nothing}
        @click=${() => (blocked ? desk.focus(".faults") : busy || void save(desk, draft))}>${t("Save the plan")}</button>
      ${edited && now.pairs ? html`<button type="button" class="btn" @click=${() => {
        desk.ui.forget(PLACE);
        desk.ui.notices.delete(PLACE);
        desk.show();
      }}>${t("Back to the plan in force")}</button>` : nothing}
    </p></div>`;
}

/** @param {Desk} desk @param {Plan} now @param {Plan} plan @returns {Fault[]} */
function whyNot({ store }, now, plan) {
  const found = faults(plan);
  if (openQuestions(store).length) found.unshift({ where: "pairs", text: t("A question is open. The plan can change when it is closed.") });
  const held = SIDES.flatMap((side) => seatsOf(store, side)).filter((seat) => seat.holder || seat.alternate).map(({ id }) => id);
  const accredited = credentials(store).map(({ constituency }) => store.get("constituency", constituency)?.code ?? "");
  return faults(plan).some(({ where }) => where === "pairs") ? found : [...found, ...changeFaults(now, plan, { held, accredited })];
}

/** @param {Desk} desk @param {Draft} draft */
async function save(desk, { plan }) {
  const known = inForce(desk).constituencies.map(({ code }) => code);
  const taken = plan.constituencies.filter(({ code }) => known.includes(code)).map(({ code }) => code);
  const shares = SIDES.flatMap((side) => of(plan, side)).map((one) => {
    const code = known.includes(one.code) ? one.code : codeFor(one.name, taken);
    if (!known.includes(one.code)) taken.push(code);
    return { ...one, code, name: one.name.trim() };
  });
  const answer = await desk.give("plan.set", { pairs: plan.pairs, constituencies: shares }, { place: PLACE, thanks: t("The plan is in force.") });
  if (answer.ok) desk.ui.forget(PLACE);
  desk.show();
}

/** A whole number, or NaN. @param {string} text */
const toNumber = (text) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : NaN);
