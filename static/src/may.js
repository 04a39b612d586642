/**
 * What this reader may do now. The server decides; this only keeps the page from offering what would be refused.
 *
 * @import {Me, Rule, Sitting, Statement} from "./types.js"
 */

/** @typedef {"unknown" | "role" | "acts" | "when" | "stage"} Why */

const OF_A_SEAT = new Set(["holder", "alternate"]);

/**
 * Why the command may not be given, or null when it may.
 * @param {string} command
 * @param {{commands: Record<string, Rule>, me: Me | null, acts: boolean, sitting?: Sitting | null, statement?: Statement | null}} at
 *   `acts`: whether the seat they sit on is theirs to act for now
 * @returns {Why | null}
 */
export function whyNot(command, { commands, me, acts, sitting, statement }) {
  const rule = commands[command];
  if (!rule) return "unknown";
  if (!me) return "role";
  const held = me.roles.filter((role) => rule.who.includes(role));
  if (held.length === 0) return "role";
  const takesOver = command === "presence.check_in" && held.includes("holder");
  if (!acts && !takesOver && held.every((role) => OF_A_SEAT.has(role))) return "acts";
  if (rule.when && !rule.when.includes(sitting?.state ?? "none")) return "when";
  if (rule.stage && statement && !rule.stage.includes(statement.stage)) return "stage";
  return null;
}
