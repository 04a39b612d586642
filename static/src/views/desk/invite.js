/**
 * Inviting a person, and the link that is handed to them: shown once, for it stands nowhere else.
 *
 * @import {Desk} from "./types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../../i18n.js";
import { officeName, sideName, SIDES } from "../../select/seats.js";
import { fields, notice } from "../kit.js";
import { emptied } from "./forms.js";
import { constituencies } from "./persons.js";

export const OFFICES = /** @type {const} */ (["chair", "cochair", "moderator", "rapporteur", "secretariat", "associate", "observer"]);
const PLACE = "invite";

/** Offices that one person at a time can have. */
const SINGLE = new Set(["chair", "rapporteur"]);

/** @param {Desk} desk @param {string} id @param {boolean} needed */
export const constituencyField = (desk, id, needed) => html`<span><label class="label" for=${id}>${t("Credential for")}</label>
  <select id=${id} name="constituency" ?required=${needed}><option value="">${needed ? t("Choose a constituency") : t("no constituency")}</option>${SIDES.map((side) => {
    const those = constituencies(desk.store).filter((one) => one.side === side);
    return those.length ? html`<optgroup label=${sideName(side)}>${those.map((one) => html`<option value=${one.id}>${one.name}</option>`)}</optgroup>` : nothing;
  })}</select></span>`;

/** @param {Desk} desk */
export function invite(desk) {
  if (desk.whyNot("people.invite")) return nothing;
  const planned = desk.store.all("constituency").length > 0;
  return html`<details class="drawer" id="invite"><summary>${t("Invite somebody")}</summary>
    <form @submit=${(/** @type {Event} */ event) => send(desk, event)}>
      <div class="row"><span><label class="label" for="invite-email">${t("E-mail address")}</label><input id="invite-email" name="email" type="email" required maxlength="254" autocomplete="off" autocapitalize="none" spellcheck="false"></span>
        <span><label class="label" for="invite-name">${t("Name")}</label><input id="invite-name" name="name" required maxlength="300" autocomplete="off" dir="auto"></span></div>
      <fieldset><legend>${t("To sit for a constituency")}</legend>
        ${planned
          ? html`<div class="row">${constituencyField(desk, "invite-constituency", false)}
              <span><label class="label" for="invite-delegation">${t("Delegation, as it is shown")}</label><input id="invite-delegation" name="delegation" maxlength="120" dir="auto" autocomplete="off" placeholder=${t("such as Ghana, or Migrant Forum")}></span></div>`
          : html`<p class="caption">${t("Constituencies come with the seat plan.")} <a href="#plan">${t("Set the seat plan first.")}</a></p>`}</fieldset>
      <fieldset><legend>${t("To an office")}</legend>
        <div class="row"><span><label class="label" for="invite-office">${t("Office")}</label><select id="invite-office" name="office"><option value="">${t("no office")}</option>${OFFICES.map((name) => html`<option value=${name}>${officeName(name)}</option>`)}</select></span>
          <span><label class="label" for="invite-title">${t("Title, if it has one of its own")}</label><input id="invite-title" name="title" maxlength="120" dir="auto" autocomplete="off" placeholder=${t("such as Special Rapporteur")}></span></div></fieldset>
      ${notice(desk, PLACE)}
      <p class="controls"><button class="btn primary" data-command="people.invite">${t("Invite")}</button>
        <span class="caption">${t("A constituency, an office, or both. Observers of a public group need no invitation.")}</span></p>
    </form></details>`;
}

/** @param {Desk} desk @param {Event} event */
function send(desk, event) {
  const empty = emptied(event);
  const { email, name, constituency, delegation = "", office, title = "" } = fields(event);
  const problem = missing({ constituency, delegation, office });
  if (problem) {
    desk.ui.notices.set(PLACE, problem);
    desk.show();
    return;
  }
  const data = { email, name, constituency: constituency ? Number(constituency) : null, delegation, office: office || null, title };
  askedFirst(desk, office ?? "", name ?? "", async () => {
    const answer = await desk.give("people.invite", data, { place: PLACE });
    if (!answer.ok) return;
    empty();
    desk.desk.link = { person: answer.made.person, link: answer.made.link ?? null, sent: Boolean(answer.made.sent), again: false };
    desk.focus("#link, .handed");
  });
}

/**
 * Appoint to an office; where one person at a time can have it and somebody has, ask first.
 * @param {Desk} desk @param {string} office @param {string} name  who is to have it @param {() => Promise<void>} appoint
 */
export function askedFirst(desk, office, name, appoint) {
  const before = SINGLE.has(office) ? desk.store.all("office").find((held) => held.office === office) : undefined;
  if (!before) {
    void appoint();
    return;
  }
  const facts = { name, before: desk.store.name(before.person) || t("not named"), office: officeName(office) };
  desk.confirm({ title: t("%(office)s: %(name)s instead of %(before)s?", facts), text: t("There is one at a time: %(before)s leaves this office at once.", facts), yes: t("Appoint"), then: () => void appoint() });
}

/** What an invitation lacks, in a sentence. @param {{constituency?: string, delegation: string, office?: string}} given */
function missing({ constituency, delegation, office }) {
  if (!constituency && !office) return t("Choose a constituency to sit for, or an office, or both.");
  if (constituency && !delegation) return t("Write the name of the delegation: it is how the seat will be called.");
  return "";
}

/** The link just made, until it is put aside. @param {Desk} desk */
export function linkBox(desk) {
  const { link } = desk.desk;
  if (!link) return nothing;
  const facts = { name: desk.store.name(link.person) || t("not named") };
  const aside = () => {
    desk.desk.link = null;
    desk.focus("#invite summary, .section");
  };
  if (!link.link) {
    return html`<div class="handed" tabindex="-1" role="status"><p><b>${t("%(name)s is in.", facts)}</b> ${t("They already have an account on this site and sign in with their own password; no link is needed.")}</p>
      <p class="controls"><button type="button" class="btn" @click=${aside}>${t("Done")}</button></p></div>`;
  }
  return html`<div class="handed" tabindex="-1">
    <p role="status"><b>${link.again ? t("The new link of %(name)s", facts) : t("The invitation of %(name)s", facts)}</b></p>
    <p>${t("Hand it to them over a way you trust. It works once, for seven days, and lets whoever opens it set the password. It is shown here only now.")}</p>
    <div class="link"><label class="sr" for="link">${t("Link")}</label><input id="link" readonly dir="ltr" .value=${link.link} @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}>
      <button type="button" class="btn primary" @click=${() => void copy(desk)}>${t("Copy the link")}</button></div>
    ${link.sent ? html`<p class="ok">${t("It was sent to their address by mail, too.")}</p>` : html`<p class="caption">${t("This site sends no mail: nobody gets the link unless you hand it over.")}</p>`}
    <p class="controls"><button type="button" class="btn" @click=${aside}>${t("Handed over")}</button></p></div>`;
}

/** Where a page is not served securely, browsers keep the clipboard from it; the older way still works there. @param {Desk} desk */
async function copy(desk) {
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("link"));
  try {
    await navigator.clipboard.writeText(field?.value ?? "");
  } catch {
    field?.select();
    document.execCommand("copy");
  }
  desk.ui.toast = t("Copied.");
  desk.show();
  setTimeout(() => {
    desk.ui.toast = "";
    desk.show();
  }, 3_000);
}
