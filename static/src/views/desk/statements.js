/**
 * The statements of the group: beginning one, and where its work goes on.
 *
 * @import {Desk} from "./types.js"
 */

import { html, nothing } from "lit-html";
import { day, t, tn } from "../../i18n.js";
import { stageName } from "../../select/text.js";
import { chip, fields, notice } from "../kit.js";
import { emptied } from "./forms.js";

/** @param {Desk} desk */
export function statements(desk) {
  const { store, slug } = desk;
  const all = store.all("statement").slice().sort((a, b) => a.id - b.id);
  return html`<h2>${t("Statements")}</h2>
    <p class="lead">${t("The joint text is written and amended in the room: the rapporteur keeps its order, the chair moves it from drafting to negotiation and to final, the group adopts it.")}</p>
    ${all.length
      ? html`<ul class="rows">${all.map((one) => {
          const count = store.where("paragraph", "statement", one.id).length;
          return html`<li><span><b dir="auto">${one.title}</b>${one.theme ? html`<br><span class="caption" dir="auto">${one.theme}</span>` : nothing}</span>
            <span class="caption">${chip(stageName(one.stage), one.stage === "adopted" ? "good" : "")} ${one.adopted_at ? day(one.adopted_at) : tn("%(n)s paragraph", "%(n)s paragraphs", count)}</span></li>`;
        })}</ul>`
      : html`<p class="empty">${t("There is no statement yet.")}</p>`}
    ${desk.whyNot("statement.create") ? nothing : begin(desk)}
    <section><h3>${t("A text that exists already")}</h3>
      <p>${t("A five-part session report in a text file is read on the machine that runs this site, with all its parts, captions and numbered paragraphs:")}</p>
      <pre dir="ltr" tabindex="0" translate="no"><code>deliberate import FILE --group ${slug}</code></pre>
      <p class="caption">${t("A file of another shape is refused with the line that broke it, and nothing is stored.")}</p></section>
    <section><h3>${t("The report")}</h3><p><a href="/g/${slug}/report">${t("Read the report as it stands")}</a></p>
      <pre dir="ltr" tabindex="0" translate="no"><code>deliberate export ${slug} --format html</code></pre></section>`;
}

/** @param {Desk} desk */
const begin = (desk) => html`<details class="drawer"><summary>${t("Begin a statement")}</summary><form @submit=${async (/** @type {Event} */ event) => {
  const empty = emptied(event);
  const { title, theme = "" } = fields(event);
  const answer = await desk.give("statement.create", { title, theme }, { place: "statement", thanks: t("The statement is there, empty and in drafting.") });
  if (answer.ok) empty();
}}><div class="row"><span><label class="label" for="statement-title">${t("Title")}</label><input id="statement-title" name="title" required maxlength="300" dir="auto" autocomplete="off"></span>
    <span><label class="label" for="statement-theme">${t("Theme")}</label><input id="statement-theme" name="theme" maxlength="300" dir="auto" autocomplete="off"></span></div>
  ${notice(desk, "statement")}
  <p class="controls"><button class="btn primary" data-command="statement.create">${t("Begin the statement")}</button></p></form></details>`;
