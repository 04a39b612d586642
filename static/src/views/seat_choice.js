/**
 * Seats to choose from, by side.
 *
 * @import {Room} from "../room-types.js"
 * @import {Seat} from "../types.js"
 */

import { html } from "lit-html";
import { seatName, seatsOf, SIDES, sideName } from "../select/seats.js";

/** The options of a field in which a seat is chosen. @param {Room} room @param {(seat: Seat) => boolean} [which] @param {string} [chosen] */
export const seatOptions = ({ store }, which = () => true, chosen = "") =>
  SIDES.map(
    (side) => html`<optgroup label=${sideName(side)}>${seatsOf(store, side)
      .filter(which)
      .map((seat) => html`<option value=${seat.id} ?selected=${seat.id === chosen}>${seatName(store, seat.id)} (${seat.id})</option>`)}</optgroup>`,
  );
