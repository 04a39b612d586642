/**
 * Where each seat stands in the half circle: governments in the left quarter, others in the right, front rows near
 * the centre. The same number of seats gives the same picture on both sides, mirrored.
 */

export const WIDTH = 320;
export const HEIGHT = 176;
const CENTRE = { x: WIDTH / 2, y: HEIGHT - 18 };
const OUTER = 140;
/** Half of the aisle between the halves, and room at the foot, in units of the picture. */
const AISLE = 15;

/** @typedef {{x: number, y: number}} Place */

/**
 * Places for the `n` seats of one half, the first seats at the foot, rising to the middle.
 * @param {number} n
 * @param {"left" | "right"} half
 * @returns {{places: Place[], radius: number}}
 */
export function half(n, half) {
  if (n === 0) return { places: [], radius: 0 };
  const rows = rowsFor(n);
  const inner = rows === 1 ? 126 : rows === 2 ? 88 : rows === 3 ? 66 : 48;
  const radii = Array.from({ length: rows }, (_, i) => (rows === 1 ? inner : OUTER - ((OUTER - inner) * i) / (rows - 1)));
  const counts = shared(n, radii);
  /** @type {{angle: number, radius: number}[]} */
  const spots = [];
  let radius = rows === 1 ? 16 : Math.min(16, ((OUTER - inner) / (rows - 1)) * 0.4);
  radii.forEach((r, row) => {
    const count = counts[row] ?? 0;
    const from = Math.asin(Math.min(1, (AISLE + 4) / r));
    const to = Math.PI / 2;
    const step = count > 1 ? (to - from) / (count - 1) : 0;
    if (count > 1) radius = Math.min(radius, r * Math.sin(step / 2) * 0.8);
    for (let i = 0; i < count; i += 1) spots.push({ angle: count > 1 ? to - step * i : (from + to) / 2, radius: r });
  });
  spots.sort((a, b) => b.angle - a.angle || b.radius - a.radius);
  const sign = half === "left" ? -1 : 1;
  return {
    places: spots.map(({ angle, radius: r }) => ({ x: round(CENTRE.x + sign * r * Math.sin(angle)), y: round(CENTRE.y - r * Math.cos(angle)) })),
    radius: round(Math.max(2, radius)),
  };
}

/** @param {number} n */
function rowsFor(n) {
  for (let rows = 1; rows < 40; rows += 1) if (n <= rows * (3.5 + rows * 2.5)) return rows;
  return 40;
}

/** Shares the seats among the rows in proportion to their length, by largest remainders. @param {number} n @param {number[]} radii */
function shared(n, radii) {
  const total = radii.reduce((sum, r) => sum + r, 0);
  const exact = radii.map((r) => (n * r) / total);
  const counts = exact.map(Math.floor);
  const left = n - counts.reduce((sum, count) => sum + count, 0);
  const order = exact.map((share, i) => ({ i, rest: share - Math.floor(share) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, left)) counts[i] = (counts[i] ?? 0) + 1;
  return counts;
}

/** @param {number} x */
const round = (x) => Math.round(x * 10) / 10;
