/**
 * Between the clock on a wall in the group's time zone and moments everywhere. Twice a year some zones skip an hour
 * or have one twice; a form says so instead of guessing.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The moment when clocks in `zone` show `local`.
 * @param {string} local  as a field of date and time gives it: 2026-11-21T18:40
 * @param {string} zone
 * @returns {{at: string, twice: boolean} | null}  the moment in UTC, the first of two where the hour comes twice; null
 *   where clocks never show it
 */
export function moment(local, zone) {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  const found = new Set([wall - DAY_MS, wall + DAY_MS].map((near) => wall - ahead(near, zone)).filter((at) => at + ahead(at, zone) === wall));
  if (found.size === 0) return null;
  return { at: new Date(Math.min(...found)).toISOString().replace(".000Z", "Z"), twice: found.size > 1 };
}

/** What clocks in `zone` show at a moment, as a field of date and time takes it. @param {number} at @param {string} zone */
export const onTheWall = (at, zone) => new Date(at + ahead(at, zone)).toISOString().slice(0, 16);

/** The next full hour in `zone`, as a field of date and time takes it. @param {number} now @param {string} zone */
export function nextHour(now, zone) {
  const wall = now + ahead(now, zone);
  return new Date(Math.ceil(wall / (60 * MINUTE_MS)) * 60 * MINUTE_MS).toISOString().slice(0, 16);
}

/** How many milliseconds clocks in `zone` are ahead of UTC at a moment. @param {number} at @param {string} zone */
function ahead(at, zone) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The time zones that this browser knows. */
export const zones = () => (typeof Intl.supportedValuesOf === "function" ? ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")] : ["UTC"]);

/** The zone of this browser. */
export const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
