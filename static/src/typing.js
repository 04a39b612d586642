/**
 * The paragraphs this reader types in. What is needed for it is loaded when it is first needed, and only then.
 *
 * @import {Room} from "./room-types.js"
 * @import {Paragraph} from "./types.js"
 * @import {Unsaved} from "./typing/place.js"
 * @import {Session} from "./typing/session.js"
 * @import {Wire} from "./line-types.js"
 */

import { t } from "./i18n.js";
import { seatName, sideOf, speakerName } from "./select/seats.js";
import { place as placeOf } from "./select/text.js";
import { draftOf } from "./select/typing.js";

/**
 * @typedef {object} Open  a paragraph that is open for typing, or about to be
 * @property {"loading" | "failed" | "ready"} state
 * @property {Session | null} session
 * @property {boolean} leaving  as soon as everything is saved
 * @property {Paragraph | undefined} closedOn  the paragraph as it was when typing in it ended
 */

export class Typing {
  /** @type {Map<number, Open>} */ #open = new Map();
  #wire;
  #room;
  #nonce;

  /** @param {{wire: Wire, room: Room, nonce: string}} parts */
  constructor({ wire, room, nonce }) {
    this.#wire = wire;
    this.#room = room;
    this.#nonce = nonce;
  }

  /** @param {number} paragraph */
  at(paragraph) {
    return this.#open.get(paragraph);
  }

  /** Whether something that was typed is not known to be stored. */
  get unsaved() {
    return [...this.#open.values()].some(({ session }) => session?.unsaved);
  }

  /** Type in this paragraph, and no longer in another. @param {Paragraph} one */
  async start(one) {
    for (const id of this.#open.keys()) if (id !== one.id) this.leave(id);
    /** @type {Open} */
    const open = { state: "loading", session: null, leaving: false, closedOn: undefined };
    this.#open.set(one.id, open);
    this.#room.show();
    try {
      const { Session } = await import("./typing/session.js");
      if (this.#open.get(one.id) !== open) return;
      open.session = new Session(this.#placeOf(one, open));
      open.state = "ready";
    } catch (error) {
      console.warn(error);
      open.state = "failed";
    }
    this.#room.show();
  }

  /** Open it once more, after it failed or was closed. @param {Paragraph} one */
  again(one) {
    const open = this.#open.get(one.id);
    if (!open?.session) void this.start(one);
    else {
      open.closedOn = undefined;
      open.session.open();
    }
  }

  /** No longer type in this paragraph: once everything is saved, or at once if that cannot be hoped for. @param {number} paragraph */
  leave(paragraph) {
    const open = this.#open.get(paragraph);
    if (!open) return;
    const { session } = open;
    if (session?.unsaved && session.state === "open") {
      open.leaving = true;
      if (session.saving === "stopped") this.#leaveUnsaved(paragraph);
      else this.#room.show();
    } else this.#finish(paragraph);
  }

  /** The line is there again. */
  joined() {
    for (const { session } of this.#open.values()) session?.joined();
  }

  /** The line is lost. */
  lost() {
    for (const { session } of this.#open.values()) session?.lost();
  }

  /** The page may go: keep what would be lost, for when it comes again. */
  keep() {
    for (const [id, { session }] of this.#open) if (session?.wouldBeLost) this.offer(id, session.wouldBeLost);
  }

  /** What was never stored, of this paragraph. @param {number} paragraph @returns {Unsaved[]} */
  unsavedOf(paragraph) {
    return this.#room.ui.draft(`unsaved ${paragraph}`) ?? [];
  }

  /** Keep what was not stored until its writer has decided. @param {number} paragraph @param {Unsaved} unsaved */
  offer(paragraph, unsaved) {
    this.#room.ui.write(`unsaved ${paragraph}`, [...this.unsavedOf(paragraph), unsaved]);
    this.#room.show();
  }

  /** Its writer has decided. @param {number} paragraph @param {Unsaved} unsaved */
  letGo(paragraph, unsaved) {
    const left = this.unsavedOf(paragraph).filter((one) => one !== unsaved);
    if (left.length) this.#room.ui.write(`unsaved ${paragraph}`, left);
    else this.#room.ui.forget(`unsaved ${paragraph}`);
    this.#room.show();
  }

  /** @param {number} paragraph */
  #leaveUnsaved(paragraph) {
    this.#room.confirm({
      title: t("Leave the paragraph?"),
      text: t("What you wrote last is not saved yet. It is kept in this browser and offered to you again."),
      yes: t("Leave"),
      then: () => this.#finish(paragraph),
    });
  }

  /** @param {number} paragraph */
  #finish(paragraph) {
    const { store } = this.#room;
    const session = this.#open.get(paragraph)?.session;
    const record = store.get("paragraph", paragraph);
    // Until it is settled, the paragraph is shown as it was left.
    if (session && record && session.state === "open" && !session.unsaved && session.text !== record.text) {
      store.ephemeral.set(`draft/${paragraph}`, draftOf(record, session.text));
    }
    this.#open.delete(paragraph);
    const here = session?.element.contains(document.activeElement);
    session?.leave();
    if (here || !session) this.#room.focus(`#paragraph-${paragraph} [data-do="edit"], #paragraph-${paragraph}`);
    this.#room.show();
  }

  /** @param {Paragraph} one @param {Open} open @returns {import("./typing/place.js").Place} */
  #placeOf(one, open) {
    const { store, ui } = this.#room;
    let begun = false;
    return {
      wire: this.#wire,
      paragraph: one.id,
      label: t("Text of %(place)s", { place: placeOf(store, one) }),
      language: store.get("statement", one.statement)?.language ?? "",
      nonce: this.#nonce,
      who: (seat, person) => ({ name: seat ? seatName(store, seat) : speakerName(store, { seat, person }), side: seat ? (sideOf(seat) === "governments" ? "gov" : "oth") : "" }),
      changed: () => {
        const { session } = open;
        if (session?.state === "closed") open.closedOn ??= store.get("paragraph", one.id);
        if (session?.state === "open" && !begun) {
          begun = true;
          this.#room.focus(`#edit-${one.id}`);
        }
        if (open.leaving && session && !session.unsaved) this.#finish(one.id);
        else if (open.leaving && session?.saving === "stopped") {
          open.leaving = false;
          this.#leaveUnsaved(one.id);
        }
        this.#room.show();
      },
      done: () => this.leave(one.id),
      offer: (unsaved) => this.offer(one.id, unsaved),
      full: () => {
        ui.notices.set(`paragraph ${one.id}`, t("This does not fit: a paragraph has at most %(most)s characters.", { most: open.session?.limit }));
        this.#room.show();
      },
    };
  }
}
