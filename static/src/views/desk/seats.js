/**
 * Who sits where: holder and alternate of every seat, and choosing them from those whose credential fits.
 *
 * @import {Seat, Side} from "../../types.js"
 * @import {Desk} from "./types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../../i18n.js";
import { seatsOf, sideName, SIDES } from "../../select/seats.js";
import { button, fields, notice, typed } from "../kit.js";
import { constituencies, credentialName, misfit, persons } from "./persons.js";

const FILTER_FROM = 12;
const PLACE = "seats";

/** @param {Desk} desk */
export function seats(desk) {
  const { store } = desk;
  const all = SIDES.flatMap((side) => seatsOf(store, side));
  return html`<h2>${t("Seats")}</h2>
    <p class="lead">${t("A holder acts for the seat; an alternate acts while the holder is not checked in. Both need a credential for the constituency of the seat.")}</p>
    ${desk.whyNot("seat.assign") ? html`<p class="caption">${t("The secretariat assigns the seats.")}</p>` : nothing}
    ${notice(desk, PLACE)}
    ${all.length === 0
      ? html`<p class="empty">${t("There are no seats yet.")} <a href="#plan">${t("Set the seat plan first.")}</a></p>`
      : html`${all.length > FILTER_FROM ? filters(desk) : nothing}${SIDES.map((side) => half(desk, side))}`}`;
}

/** @param {Desk} desk */
function filters(desk) {
  const { desk: here } = desk;
  /** @param {"all" | "vacant" | "held"} which @param {string} label */
  const one = (which, label) => html`<label><input type="radio" name="which" .checked=${here.which === which} @change=${() => {
    here.which = which;
    desk.show();
  }}> ${label}</label>`;
  return html`<div class="filters"><label class="sr" for="find-seat">${t("Find a seat")}</label>
    <input id="find-seat" type="search" autocomplete="off" placeholder=${t("Seat, delegation or name")} .value=${here.find} @input=${(/** @type {Event} */ event) => {
      here.find = typed(event);
      desk.show();
    }}>
    <span class="choice" role="radiogroup" aria-label=${t("Seats shown")}>${one("all", t("All"))}${one("vacant", t("Vacant"))}${one("held", t("Held"))}</span></div>`;
}

/** @param {Desk} desk @param {Side} side */
function half(desk, side) {
  const { store, desk: here } = desk;
  const every = seatsOf(store, side);
  const wanted = here.find.trim().toLocaleLowerCase();
  const shown = every.filter(
    (seat) =>
      (here.which === "all" || (here.which === "held") === Boolean(seat.holder)) &&
      (!wanted || [seat.id, seat.delegation, store.name(seat.holder), store.name(seat.alternate), store.get("constituency", seat.constituency)?.name].some((text) => text?.toLocaleLowerCase().includes(wanted))),
  );
  return html`<table class="seats-of"><caption><span class=${side === "governments" ? "side gov" : "side oth"}>${sideName(side)}</span>
      <span class="caption num">${t("%(held)s of %(all)s held", { held: every.filter((seat) => seat.holder).length, all: every.length })}</span></caption>
    <thead><tr><th scope="col">${t("Seat")}</th><th scope="col">${t("Holder")}</th><th scope="col">${t("Alternate")}</th></tr></thead>
    ${constituencies(store)
      .filter((one) => one.side === side)
      .map((one) => {
        const rows = shown.filter((seat) => seat.constituency === one.id);
        return rows.length
          ? html`<tbody><tr><th class="of" colspan="3" scope="rowgroup">${one.name}${one.minimum ? html` <span class="chip num">${t("at least %(n)s guaranteed", { n: one.minimum })}</span>` : nothing}</th></tr>${rows.map((seat) => row(desk, seat))}</tbody>`
          : nothing;
      })}
    ${shown.length ? nothing : html`<tbody><tr><td colspan="3" class="caption">${t("No seat is like this.")}</td></tr></tbody>`}</table>`;
}

/** @param {Desk} desk @param {Seat} seat */
function row(desk, seat) {
  const picking = desk.desk.picking?.seat === seat.id ? desk.desk.picking.as : null;
  return html`<tr id="seat-${seat.id}"><th scope="row"><b class="num">${seat.id}</b>${seat.delegation ? html`<small>${seat.delegation}</small>` : nothing}</th>
      <td>${place(desk, seat, "holder")}</td><td>${place(desk, seat, "alternate")}</td></tr>
    ${picking ? html`<tr class="picking"><td colspan="3">${picker(desk, seat, picking)}</td></tr>` : nothing}`;
}

/** @param {Desk} desk @param {Seat} seat @param {"holder" | "alternate"} as */
function place(desk, seat, as) {
  const { store } = desk;
  const person = seat[as];
  const facts = { seat: seat.id, name: store.name(person) || t("not named") };
  if (!person) {
    return desk.whyNot(as === "holder" ? "seat.assign" : "seat.assign_alternate")
      ? html`<span class="caption">${as === "holder" ? t("vacant") : "–"}</span>`
      : html`<button type="button" class="btn small ${as === "holder" ? "" : "quiet"}" aria-expanded=${desk.desk.picking?.seat === seat.id && desk.desk.picking.as === as ? "true" : "false"}
          aria-label=${as === "holder" ? t("Assign a holder to %(seat)s", facts) : t("Assign an alternate to %(seat)s", facts)} @click=${() => pick(desk, seat, as)}>${t("Assign")}</button>`;
  }
  return html`<span class="sits">${facts.name}</span> ${
    as === "holder"
      ? button(desk, {
          command: "seat.vacate",
          data: { seat: seat.id },
          label: t("Vacate"),
          hint: t("Vacate %(seat)s, held by %(name)s", facts),
          look: "quiet small",
          place: PLACE,
          confirm: {
            title: t("Vacate %(seat)s?", facts),
            text: seat.alternate
              ? t("%(name)s leaves the seat at once and can no longer act for it. The alternate stays. What they did stands.", facts)
              : t("%(name)s leaves the seat at once and can no longer act for it. What they did stands.", facts),
            yes: t("Vacate the seat"),
            grave: true,
          },
        })
      : button(desk, {
          command: "seat.drop_alternate",
          data: { seat: seat.id },
          label: t("Drop"),
          hint: t("Drop %(name)s as alternate of %(seat)s", facts),
          look: "quiet small",
          place: PLACE,
          confirm: { title: t("Drop the alternate of %(seat)s?", facts), text: t("%(name)s can no longer act for the seat, from now on.", facts), yes: t("Drop the alternate"), grave: true },
        })
  }`;
}

/** @param {Desk} desk @param {Seat} seat @param {"holder" | "alternate"} as */
function pick(desk, seat, as) {
  const { picking } = desk.desk;
  const same = picking?.seat === seat.id && picking.as === as;
  desk.desk.picking = same ? null : { seat: seat.id, as };
  desk.ui.notices.delete("picker");
  if (same) desk.show();
  else desk.focus("#picked, .picking a");
}

/** The people, those whose credential fits first; of the others it says why they cannot sit here. @param {Desk} desk @param {Seat} seat @param {"holder" | "alternate"} as */
function picker(desk, seat, as) {
  const { store } = desk;
  const found = persons(store).map((person) => ({ person, why: misfit(store, person, seat, as) }));
  const fit = found.filter(({ why }) => !why);
  const facts = { seat: seat.id, name: store.get("constituency", seat.constituency)?.name ?? "" };
  const close = () => {
    desk.desk.picking = null;
    desk.focus(`#seat-${seat.id} button`);
  };
  const label = as === "holder" ? t("Holder of %(seat)s, for %(name)s", facts) : t("Alternate of %(seat)s, for %(name)s", facts);
  return html`<form class="picker" @submit=${async (/** @type {Event} */ event) => {
    const { person = "" } = fields(event);
    const answer = await desk.give(as === "holder" ? "seat.assign" : "seat.assign_alternate", { seat: seat.id, person }, { place: "picker" });
    if (answer.ok) close();
  }}><label class="label" for="picked">${label}</label>
    <select id="picked" name="person" required>
      <option value="">${fit.length ? t("Choose a person") : t("Nobody can sit here yet")}</option>
      ${fit.length ? html`<optgroup label=${t("Credential fits")}>${fit.map(({ person }) => html`<option value=${person.person}>${person.name}${person.credential ? ` · ${credentialName(store, person.credential)}` : ""}</option>`)}</optgroup>` : nothing}
      ${fit.length < found.length ? html`<optgroup label=${t("Cannot sit here")}>${found.filter(({ why }) => why).map(({ person, why }) => html`<option disabled value=${person.person}>${person.name} · ${why}</option>`)}</optgroup>` : nothing}
    </select>
    ${fit.length ? nothing : html`<p class="caption">${t("Nobody with a credential for %(name)s is free.", facts)} <a href="#people">${t("Invite somebody, or issue a credential.")}</a></p>`}
    ${notice(desk, "picker")}
    <p class="controls"><button class="btn primary" ?disabled=${!fit.length}>${t("Assign")}</button>
      <button type="button" class="btn quiet" @click=${close}>${t("Cancel")}</button></p></form>`;
}
