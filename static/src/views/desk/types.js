/**
 * What the desk's views are given: what any view is given, and where on the desk the reader is.
 *
 * @import {Room} from "../../room-types.js"
 *
 * @typedef {"plan" | "seats" | "people" | "sittings" | "statements" | "group" | "rules"} Section
 *
 * @typedef {object} State
 * @property {Section} section
 * @property {{seat: string, as: "holder" | "alternate"} | null} picking  the seat for which a person is being chosen
 * @property {string | null} person  the person whose particulars are open
 * @property {{person: string, link: string | null, sent: boolean, again: boolean} | null} link  a link to hand over: it
 *   is shown once; null for somebody who needs none
 * @property {string} find  what the lists are searched for
 * @property {"all" | "vacant" | "held"} which  the seats listed
 * @property {string} local  the date and time being typed for a new sitting
 *
 * @typedef {Room & {desk: State}} Desk
 */

export {};
