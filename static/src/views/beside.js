/**
 * All amendments to a paragraph side by side against its text: which clash, and what the text would be with some of them.
 *
 * @import {Room} from "../room-types.js"
 * @import {Amendment, Paragraph} from "../types.js"
 * @import {Outlook} from "../ui.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { list, say, t } from "../i18n.js";
import { factOf } from "../names.js";
import { needs, votingOrder } from "../select/amendments.js";
import { basisOfOutlook, waitingFor } from "../select/chosen.js";
import { amendmentState, does, place, standsStill, whereTo } from "../select/text.js";
import { attempt, changes } from "./amendment.js";
import { frame } from "./frame.js";
import { button, chip, diff, notice, seatMark, withBrackets } from "./kit.js";

/** Open it, with nothing adopted yet. @param {Room} room @param {Paragraph} paragraph */
export const sideBySide = (room, paragraph) => show(room, paragraph.id, []);

/** Others have acted: what is still to be decided stays chosen. @param {Room} room @param {{paragraph: number, adopt: number[]}} dialog */
export async function reckonAgain(room, { paragraph, adopt }) {
  const one = room.store.get("paragraph", paragraph);
  const ids = new Set(one ? waitingFor(room.store, one).map(({ id }) => id) : []);
  await show(room, paragraph, adopt.filter((id) => ids.has(id)));
}

/** The server reckons what adoption would make of the text. @param {Room} room @param {number} paragraph @param {number[]} adopt */
async function show(room, paragraph, adopt) {
  const { dialog } = room.ui;
  const before = dialog?.kind === "beside" && dialog.paragraph === paragraph ? dialog.outlook : null;
  room.ask({ kind: "beside", paragraph, adopt, outlook: before, basis: basisOfOutlook(room.store, paragraph) });
  if (!room.store.get("paragraph", paragraph)) return;
  const outlook = await room.get(`paragraphs/${paragraph}/outlook?adopt=${adopt.join(",")}`).catch(() => null);
  const now = room.ui.dialog;
  if (now?.kind !== "beside" || now.paragraph !== paragraph || now.adopt !== adopt) return;
  if (outlook) now.outlook = outlook;
  else room.ui.notices.set("dialog", t("This could not be reckoned just now. Try again."));
  room.show();
}

/** @param {Room} room @param {{paragraph: number, adopt: number[], outlook: Outlook | null}} dialog */
export function beside(room, dialog) {
  const { store } = room;
  const paragraph = store.get("paragraph", dialog.paragraph);
  if (!paragraph) return frame(room, t("Amendments"), html`<p>${t("This paragraph is no longer in the text.")}</p>${closing(room)}`);
  const ids = new Set(waitingFor(store, paragraph).map((one) => one.id));
  const all = votingOrder(store, store.get("statement", paragraph.statement)).filter((one) => ids.has(one.id));
  const { outlook } = dialog;
  return frame(room, t("Amendments to %(place)s", { place: place(store, paragraph) }), html`
    <section class="as-it-is" aria-labelledby="beside-now"><h3 class="label" id="beside-now">${t("The text as it stands")}</h3><p class="proposed" dir="auto">${withBrackets(paragraph.text)}</p></section>
    ${all.length === 0 ? html`<p class="caption">${t("No amendment to it waits for a decision.")}</p>` : html`<p class="caption">${t("In the order of voting. Choose some to see what the text would be.")}</p>`}
    <div class="beside">${all.map((one) => card(room, dialog, all, one))}</div>
    ${all.length ? html`<section class="outlook" aria-labelledby="beside-outlook" aria-live="polite"><h3 class="label" id="beside-outlook">${t("If those chosen were adopted")}</h3>
      ${outlook ? wouldBe(room, dialog, outlook) : html`<p class="caption">${t("Loading")}</p>`}</section>` : nothing}
    ${notice(room, "dialog")}
    ${closing(room)}`, "full");
}

/** @param {Room} room */
const closing = (room) => html`<p class="controls end"><button type="button" class="btn primary" @click=${() => room.dismiss()}>${t("Close")}</button></p>`;

/** @param {Room} room @param {{paragraph: number, adopt: number[], outlook: Outlook | null}} dialog @param {Amendment[]} all @param {Amendment} one */
function card(room, { paragraph, adopt, outlook }, all, one) {
  const { store } = room;
  const chosen = adopt.includes(one.id);
  const against = (outlook?.clashes ?? []).filter((pair) => pair.includes(one.id)).map(([a, b]) => store.get("amendment", a === one.id ? b : a)?.label ?? "");
  return html`<article class="amend ${one.state} ${chosen ? "chosen" : ""}" aria-label=${does(store, one)}>
    <header><label class="switch"><input type="checkbox" .checked=${live(chosen)} @change=${() => {
      const wanted = new Set(chosen ? adopt.filter((id) => id !== one.id) : [...adopt, one.id]);
      void show(room, paragraph, all.filter((each) => wanted.has(each.id)).map((each) => each.id));
    }}> <b>${one.parent ? t("%(label)s to %(parent)s", { label: one.label, parent: store.get("amendment", one.parent)?.label ?? "?" }) : one.label}</b></label>
      ${one.sponsors.map((seat) => seatMark(room, seat))} ${one.state === "redraft" ? chip(amendmentState(one.state), "warn") : nothing} ${needs(store, one).map((lack) => chip(lack, "warn"))}</header>
    ${against.length ? html`<p class="clashing">${t("clashes with %(labels)s", { labels: list(against) })}</p>` : nothing}
    ${one.kind === "move" ? html`<p class="where">${t("This paragraph goes %(where)s.", { where: whereTo(store, one) })}</p>` : one.kind === "insert" ? html`<p class="caption">${t("A new paragraph after it:")}</p><p class="proposed" dir="auto">${changes(one)}</p>` : html`<p class="proposed" dir="auto">${changes(one)}</p>`}
    ${one.reason ? html`<p class="reason" dir="auto">${one.reason}</p>` : nothing}
    ${implied(room, one, outlook?.implied[one.id] ?? [])}
  </article>`;
}

/** What the adoption of one may leave nothing to decide on: the chair rules so. @param {Room} room @param {Amendment} one @param {Outlook["implied"][string]} hints */
function implied(room, one, hints) {
  const { store } = room;
  const statement = store.get("statement", one.statement);
  if (hints.length === 0 || room.whyNot("amendment.rule_implied", statement) || standsStill(store, one.statement)) return nothing;
  return html`<ul class="implied">${hints.map(({ amendment, why }) => {
    const label = store.get("amendment", amendment)?.label ?? "?";
    const ruled = one.implies.includes(amendment);
    const ids = ruled ? one.implies.filter((id) => id !== amendment) : [...one.implies, amendment];
    return html`<li><span class="caption">${label}: ${say(why, factOf(store))}</span> ${button(room, {
      command: "amendment.rule_implied",
      data: { amendment: one.id, implied: ids },
      label: ruled ? t("%(label)s falls with its adoption", { label }) : t("Rule that %(label)s then falls", { label }),
      look: "quiet small",
      place: "dialog",
      pressed: ruled,
      about: statement,
    })}</li>`;
  })}</ul>`;
}

/** @param {Room} room @param {{adopt: number[]}} dialog @param {Outlook} outlook */
function wouldBe(room, { adopt }, outlook) {
  const { store } = room;
  const inserted = outlook.adopted.map((id) => store.get("amendment", id)).filter((one) => one?.kind === "insert");
  const moved = outlook.adopted.map((id) => store.get("amendment", id)).find((one) => one?.kind === "move");
  if (adopt.length === 0) return html`<p class="caption">${t("None is chosen: the text stays as it is.")}</p>`;
  return html`<p class="proposed" dir="auto">${outlook.text === null ? html`<del>${outlook.now}</del>` : diff(outlook.diff)}</p>
    ${moved ? html`<p class="where">${t("This paragraph goes %(where)s.", { where: whereTo(store, moved) })}</p>` : nothing}
    ${inserted.map((one) => one && html`<p class="proposed" dir="auto"><ins>${one.text}</ins></p>`)}
    ${outlook.apart.map((each) => html`<div class="apart"><p><b>${store.get("amendment", each.amendment)?.label}</b> ${chip(amendmentState(/** @type {Amendment["state"]} */ (each.state)), "warn")} ${each.why ? say(each.why, factOf(store)) : nothing}</p>
      ${each.attempt.length ? attempt(each.attempt) : nothing}</div>`)}`;
}
