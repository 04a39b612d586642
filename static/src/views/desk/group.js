/**
 * What the group is: its name and mandate, its clock and language, and who may look.
 *
 * @import {Desk} from "./types.js"
 */

import { html } from "lit-html";
import { language as reader, t } from "../../i18n.js";
import { group } from "../../select/seats.js";
import { fields, notice } from "../kit.js";
import { emptied } from "./forms.js";
import { zones } from "./zone.js";

const PLACE = "group";

/** Languages offered for the statement; a group may have had another given to it, which then stands here too. */
const LANGUAGES = ["ar", "en", "es", "fr", "pt", "ru", "zh", "am", "bn", "fa", "hi", "id", "sw", "tl", "tr", "ur"];

/** @param {Desk} desk */
export function about(desk) {
  const it = group(desk.store);
  if (!it) return html``;
  const may = !desk.whyNot("group.update");
  const names = new Intl.DisplayNames([reader()], { type: "language" });
  const offered = LANGUAGES.includes(it.language) ? LANGUAGES : [it.language, ...LANGUAGES];
  return html`<h2>${t("Group")}</h2>
    ${may ? "" : html`<p class="caption">${t("The secretariat describes the group.")}</p>`}
    <form @submit=${(/** @type {Event} */ event) => void save(desk, event)}><fieldset ?disabled=${!may}>
      <p class="field"><label class="label" for="group-title">${t("Title")}</label><input id="group-title" name="title" required maxlength="300" dir="auto" autocomplete="off" value=${it.title}></p>
      <p class="field"><label class="label" for="group-mandate">${t("Mandate")}</label><textarea id="group-mandate" name="mandate" rows="4" maxlength="2000" dir="auto" aria-describedby="mandate-hint" .defaultValue=${it.mandate}></textarea>
        <span class="hint" id="mandate-hint">${t("Who asked for the group, to do what, until when. Everyone who may look reads it.")}</span></p>
      <div class="row"><p class="field"><label class="label" for="group-zone">${t("Time zone")}</label><input id="group-zone" name="timezone" required list="zones" autocomplete="off" spellcheck="false" dir="ltr" value=${it.timezone} aria-describedby="zone-hint">
          <datalist id="zones">${zones().map((zone) => html`<option value=${zone}></option>`)}</datalist>
          <span class="hint" id="zone-hint">${t("Every hour is told by its clocks, to everyone.")}</span></p>
        <p class="field"><label class="label" for="group-language">${t("Language of the statement")}</label><select id="group-language" name="language">${offered.map((tag) => html`<option value=${tag} ?selected=${tag === it.language}>${names.of(tag) ?? tag}</option>`)}</select></p></div>
      <p class="field"><label class="tick"><input type="checkbox" name="public" ?checked=${it.public} aria-describedby="public-hint"> <span>${t("This group is public")}</span></label>
        <span class="hint" id="public-hint">${t("Everyone may follow a public group in its gallery, without signing in: the text, the queue, the decisions, by seat. One that is not public is there only for those who belong to it. A session can be closed to observers by itself.")}</span></p>
      ${notice(desk, PLACE)}
      ${may ? html`<p class="controls"><button class="btn primary" data-command="group.update">${t("Save")}</button></p>` : ""}</fieldset></form>`;
}

/** @param {Desk} desk @param {Event} event */
async function save(desk, event) {
  const empty = emptied(event);
  const { title, mandate = "", timezone, language, public: open } = fields(event);
  const data = { title, mandate, timezone, language, public: open !== undefined };
  const give = async () => {
    const answer = await desk.give("group.update", data, { place: PLACE, thanks: t("Saved.") });
    // What was typed is what is stored: from now on the fields follow the record again.
    if (answer.ok) empty();
  };
  const before = group(desk.store);
  if (before?.public && !data.public) {
    desk.confirm({ title: t("Take the group out of the public?"), text: t("Observers who are not invited no longer see it, from now on. What was public before may have been read and copied."), yes: t("Make it not public"), then: give });
  } else if (before && !before.public && data.public) {
    desk.confirm({ title: t("Make the group public?"), text: t("Everyone can then read its text, its decisions and who voted how, those of the past too."), yes: t("Make it public"), then: give });
  } else await give();
}
