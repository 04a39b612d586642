/**
 * The people of the group: who they are by credential, office and seat, and what the secretariat and the chair do
 * with that.
 *
 * @import {Office} from "../../types.js"
 * @import {Desk} from "./types.js"
 * @import {Person} from "./persons.js"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { t } from "../../i18n.js";
import { amI } from "../../select/me.js";
import { officeName } from "../../select/seats.js";
import { anyway, button, chip, fields, notice, ofSide, typed } from "../kit.js";
import { emptied } from "./forms.js";
import { askedFirst, constituencyField, invite, linkBox, OFFICES } from "./invite.js";
import { credentialName, persons } from "./persons.js";

const FILTER_FROM = 8;

/** Offices that the chair, too, may appoint to. */
const OF_THE_CHAIR = new Set(["cochair", "moderator", "rapporteur"]);

/** @param {Desk} desk */
export function people(desk) {
  const all = persons(desk.store);
  const wanted = desk.desk.find.trim().toLocaleLowerCase();
  const shown = all.filter((one) => !wanted || words(desk, one).some((text) => text.toLocaleLowerCase().includes(wanted)));
  return html`<h2>${t("People")}</h2>
    <p class="lead">${t("A credential lets a person sit for one constituency. An office lets them chair, keep the text, serve the group, speak as an associate, or follow a group that is not public. The secretariat invites, and hands each person the link.")}</p>
    ${linkBox(desk)}
    ${invite(desk)}
    ${notice(desk, "people")}
    ${all.length > FILTER_FROM
      ? html`<div class="filters"><label class="sr" for="find-person">${t("Find a person")}</label><input id="find-person" type="search" autocomplete="off" placeholder=${t("Name, delegation, office or seat")} .value=${desk.desk.find} @input=${(/** @type {Event} */ event) => {
          desk.desk.find = typed(event);
          desk.show();
        }}></div>`
      : nothing}
    ${shown.length
      ? html`<ul class="folk">${repeat(shown, ({ person }) => person, (one) => line(desk, one))}</ul>`
      : html`<p class="empty">${all.length ? t("Nobody is like this.") : t("Nobody has been invited yet.")}</p>`}`;
}

/** What a person is found by. @param {Desk} desk @param {Person} one */
const words = ({ store }, one) => [
  one.name,
  one.credential ? credentialName(store, one.credential) : "",
  one.seat?.id ?? "",
  ...one.offices.map(({ office, title }) => `${officeName(office)} ${title}`),
];

/** @param {Desk} desk @param {Person} one */
function line(desk, one) {
  const { store } = desk;
  const open = desk.desk.person === one.person;
  const side = one.credential ? store.get("constituency", one.credential.constituency)?.side ?? null : null;
  const may = ["people.link", "credential.issue", "office.appoint"].some((command) => !desk.whyNot(command));
  return html`<li class="one ${open ? "open" : ""}" id="person-${one.person}">
    <div class="head"><h3>${one.name}${store.me?.person === one.person ? html` ${chip(t("you"), "now")}` : nothing}</h3>
      <p class="facts">${one.credential ? ofSide(side, credentialName(store, one.credential)) : html`<span class="caption">${t("no credential")}</span>`}
        ${one.seat ? html`<span class="num">${one.as === "holder" ? t("holds %(seat)s", { seat: one.seat.id }) : t("alternate of %(seat)s", { seat: one.seat.id })}</span>` : nothing}
        ${one.offices.map(({ office, title }) => chip(title && title !== officeName(office) ? `${officeName(office)} · ${title}` : officeName(office)))}</p></div>
    ${may ? html`<button type="button" class="btn small" aria-expanded=${open ? "true" : "false"} aria-label=${t("Change %(name)s", { name: one.name })} @click=${() => turn(desk, open ? null : one.person)}>${t("Change")}</button>` : nothing}
    ${open && may ? particulars(desk, one) : nothing}
  </li>`;
}

/** @param {Desk} desk @param {string | null} person */
function turn(desk, person) {
  desk.desk.person = person;
  desk.ui.notices.delete("person");
  desk.show();
}

/** @param {Desk} desk @param {Person} one */
const particulars = (desk, one) => html`<div class="particulars">
  ${notice(desk, "person")}
  ${desk.whyNot("people.link") ? nothing : access(desk, one)}
  ${desk.whyNot("credential.issue") ? nothing : accreditation(desk, one)}
  ${desk.whyNot("office.appoint") ? nothing : offices(desk, one)}
</div>`;

/** @param {Desk} desk @param {Person} one */
const access = (desk, one) => html`<section><h4>${t("Access")}</h4>
  <p class="caption">${t("A link sets a new password, for somebody who lost the invitation or forgot the password. It works once, for seven days; links given before end.")}</p>
  <p><button type="button" class="btn" data-command="people.link" @click=${() => desk.confirm({
    title: t("A new link for %(name)s?", { name: one.name }),
    text: t("Links given before no longer work. Whoever opens the new one can set the password: hand it to %(name)s alone.", { name: one.name }),
    yes: t("Make the link"),
    then: async () => {
      const answer = await desk.give("people.link", { person: one.person }, { place: "person" });
      if (!answer.ok) return;
      desk.desk.link = { person: one.person, link: answer.made.link ?? null, sent: Boolean(answer.made.sent), again: true };
      desk.focus("#link");
    },
  })}>${t("New link")}</button></p></section>`;

/** @param {Desk} desk @param {Person} one */
function accreditation(desk, one) {
  const { credential } = one;
  if (!credential) {
    return html`<section><h4>${t("Credential")}</h4><form class="row" @submit=${async (/** @type {Event} */ event) => {
      const { constituency, delegation } = fields(event);
      await desk.give("credential.issue", { person: one.person, constituency: Number(constituency), delegation }, { place: "person" });
    }}>${constituencyField(desk, `issue-${one.person}`, true)}
      <span><label class="label" for="delegation-${one.person}">${t("Delegation")}</label><input id="delegation-${one.person}" name="delegation" required maxlength="120" dir="auto" autocomplete="off"></span>
      <button class="btn">${t("Issue the credential")}</button></form></section>`;
  }
  const name = credentialName(desk.store, credential);
  return html`<section><h4>${t("Credential")}</h4><p>${name}</p>
    ${one.seat
      ? html`<p class="caption">${t("%(name)s sits on %(seat)s by this credential. Vacate the seat before revoking it.", { name: one.name, seat: one.seat.id })} <a href="#seats">${t("Seats")}</a></p>`
      : html`<p>${button(desk, {
          command: "credential.revoke",
          data: { credential: credential.id },
          label: t("Revoke the credential"),
          place: "person",
          confirm: { title: t("Revoke the credential of %(name)s?", { name: one.name }), text: t("%(name)s can no longer be given a seat of %(credential)s. Another credential can be issued afterwards.", { name: one.name, credential: name }), yes: t("Revoke"), grave: true },
        })}</p>`}</section>`;
}

/** @param {Desk} desk @param {Person} one */
function offices(desk, one) {
  const office = amI(desk.store, "secretariat", "administrator");
  const may = (/** @type {string} */ name) => office || OF_THE_CHAIR.has(name);
  const free = OFFICES.filter((name) => may(name) && !one.offices.some((held) => held.office === name));
  return html`<section><h4>${t("Offices")}</h4>
    ${one.offices.length
      ? html`<ul class="held">${one.offices.map((held) => html`<li>${held.title || officeName(held.office)} ${may(held.office) ? end(desk, one, held) : nothing}</li>`)}</ul>`
      : html`<p class="caption">${t("None.")}</p>`}
    ${free.length ? appointment(desk, one, free) : nothing}
    ${handOver(desk, one)}</section>`;
}

/** @param {Desk} desk @param {Person} one @param {Office} held */
const end = (desk, one, held) =>
  anyway(desk, {
    command: "office.end",
    data: { office: held.id },
    label: t("End"),
    hint: t("End the office of %(name)s: %(office)s", { name: one.name, office: officeName(held.office) }),
    look: "quiet small",
    place: "person",
    confirm: {
      title: t("End this office of %(name)s: %(office)s?", { name: one.name, office: held.title || officeName(held.office) }),
      text: one.offices.length === 1 && !one.credential
        ? t("It ends at once and everywhere. %(name)s then has neither credential nor office, and leaves this list.", { name: one.name })
        : t("It ends at once and everywhere. What %(name)s did in it stands.", { name: one.name }),
      yes: t("End the office"),
      grave: true,
    },
  });

/** @param {Desk} desk @param {Person} one @param {readonly string[]} free */
const appointment = (desk, one, free) => html`<form class="row" @submit=${(/** @type {Event} */ event) => {
  const empty = emptied(event);
  const { office = "", title = "" } = fields(event);
  const appoint = async () => {
    const answer = await desk.give("office.appoint", { person: one.person, office, title }, { place: "person" });
    if (answer.ok) empty();
  };
  askedFirst(desk, office, one.name, appoint);
}}><span><label class="label" for="office-${one.person}">${t("Office")}</label><select id="office-${one.person}" name="office" required><option value="">${t("Choose an office")}</option>${free.map((name) => html`<option value=${name}>${officeName(name)}</option>`)}</select></span>
  <span><label class="label" for="title-${one.person}">${t("Title, if it has one of its own")}</label><input id="title-${one.person}" name="title" maxlength="120" dir="auto" autocomplete="off"></span>
  <button class="btn">${t("Appoint")}</button></form>`;

/** The chair hands the chair over. @param {Desk} desk @param {Person} one */
function handOver(desk, one) {
  const { me } = desk.store;
  if (!me || me.person === one.person) return nothing;
  const alone = me.roles.every((role) => role === "chair");
  return html`<p>${button(desk, {
    command: "office.hand_over",
    data: { person: one.person },
    label: t("Hand the chair over"),
    hint: t("Hand the chair over to %(name)s", { name: one.name }),
    place: "person",
    confirm: { title: t("Hand the chair over to %(name)s?", { name: one.name }), text: `${t("%(name)s has the chair at once, and you no longer have it. Only they, or the secretariat, can give it back.", { name: one.name })}${alone ? ` ${t("You have no other seat or office here: you leave the room and the desk.")}` : ""}`, yes: t("Hand it over"), grave: true },
  })}</p>`;
}
