/**
 * The people of a group as the desk knows them, put together from credentials, offices and seats; and who of them may
 * sit where, as the rules have it (`domain/seats.py`). The server checks it again.
 *
 * @import {Store} from "../../store.js"
 * @import {Constituency, Office, Seat} from "../../types.js"
 */

import { language, t } from "../../i18n.js";
import { sideOf } from "../../select/seats.js";

/**
 * A credential; its record is for officers alone, and no other surface has it.
 * @typedef {{id: number, person: string, constituency: number, delegation: string}} Credential
 *
 * @typedef {object} Person
 * @property {string} person
 * @property {string} name
 * @property {Credential | undefined} credential
 * @property {Office[]} offices
 * @property {Seat | undefined} seat
 * @property {"holder" | "alternate" | null} as
 */

/** All credentials. @param {Store} store @returns {Credential[]} */
export const credentials = (store) => /** @type {any} */ (store).all("credential");

/** Everybody, by name. @param {Store} store @returns {Person[]} */
export function persons(store) {
  /** @type {Map<string, Person>} */
  const found = new Map();
  /** @param {string} person */
  const one = (person) => {
    let here = found.get(person);
    if (!here) {
      here = { person, name: store.name(person) || t("not named"), credential: undefined, offices: [], seat: undefined, as: null };
      found.set(person, here);
    }
    return here;
  };
  for (const credential of credentials(store)) one(credential.person).credential = credential;
  for (const office of store.all("office")) one(office.person).offices.push(office);
  for (const seat of store.all("seat")) {
    if (seat.holder) Object.assign(one(seat.holder), { seat, as: "holder" });
    if (seat.alternate) Object.assign(one(seat.alternate), { seat, as: "alternate" });
  }
  const order = new Intl.Collator(language());
  return [...found.values()].sort((a, b) => order.compare(a.name, b.name) || (a.person < b.person ? -1 : 1));
}

/** What a credential is for, in words. @param {Store} store @param {Credential} credential */
export const credentialName = (store, credential) => {
  const name = store.get("constituency", credential.constituency)?.name ?? "";
  return credential.delegation && credential.delegation !== name ? `${credential.delegation} (${name})` : name;
};

/**
 * Why a person cannot be holder or alternate of a seat, in few words; nothing where they can.
 * @param {Store} store
 * @param {Person} person
 * @param {Seat} seat
 * @param {"holder" | "alternate"} as
 */
export function misfit(store, person, seat, as) {
  if (!person.credential) return t("no credential");
  const own = store.get("constituency", person.credential.constituency);
  if (person.credential.constituency !== seat.constituency) {
    return own && own.side !== sideOf(seat.id)
      ? t("credential of the other side: %(name)s", { name: own.name })
      : t("credential for %(name)s", { name: own?.name ?? "" });
  }
  if (person.seat?.id === seat.id && person.as !== as) {
    return person.as === "holder" ? t("holds this seat") : t("is the alternate of this seat");
  }
  if (person.seat && person.seat.id !== seat.id) return t("sits at %(seat)s", { seat: person.seat.id });
  return "";
}

/** The constituencies in the order of the plan. @param {Store} store @returns {Constituency[]} */
export const constituencies = (store) =>
  store
    .all("constituency")
    .slice()
    .sort((a, b) => a.position - b.position);
