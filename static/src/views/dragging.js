/** Dragging a piece of the text by its grip: it follows the pointer until it is let go; Escape gives up. */

const NEAR_EDGE_PX = 72;
const SCROLL_PX = 14;

/** @typedef {{where: "before" | "after" | "inside", drop: () => void}} Target */

/**
 * Follow the pointer. What lies under it is marked with where the piece would go.
 * @param {PointerEvent} start
 * @param {string} held what is moved: the nearest such element around the grip
 * @param {string} goals what it can be dropped on
 * @param {(element: HTMLElement, y: number) => Target | null} under
 */
export function drag(start, held, goals, under) {
  if (start.button !== 0) return;
  start.preventDefault();
  const grip = /** @type {HTMLElement} */ (start.currentTarget);
  const moving = grip.closest(held);
  const column = grip.closest(".col-text");
  /** @type {{element: HTMLElement, drop: () => void} | null} */
  let target = null;
  const mark = (/** @type {typeof target} */ next, /** @type {string} */ where = "") => {
    if (target) delete target.element.dataset.drop;
    target = next;
    if (target) target.element.dataset.drop = where;
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    scrollNear(column, event.clientY);
    const element = /** @type {HTMLElement | null} */ (document.elementFromPoint(event.clientX, event.clientY)?.closest(goals) ?? null);
    mark(null);
    if (!element || element === moving) return;
    const found = under(element, event.clientY);
    if (found) mark({ element, drop: found.drop }, found.where);
  };
  const end = (/** @type {Event} */ event) => {
    const drop = event.type === "pointerup" ? target?.drop : null;
    mark(null);
    moving?.removeAttribute("data-held");
    grip.removeEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel"]) grip.removeEventListener(name, end);
    removeEventListener("keydown", giveUp, true);
    drop?.();
  };
  const giveUp = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(event);
  };
  grip.setPointerCapture(start.pointerId);
  moving?.setAttribute("data-held", "");
  grip.addEventListener("pointermove", follow);
  for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
  addEventListener("keydown", giveUp, true);
}

/** @param {Element} element @param {number} y */
export function inLowerHalf(element, y) {
  const { top, height } = element.getBoundingClientRect();
  return y > top + height / 2;
}

/** @param {Element | null} column @param {number} y */
function scrollNear(column, y) {
  const scrolled = column && column.scrollHeight > column.clientHeight ? column : document.scrollingElement;
  const { top = 0, bottom = innerHeight } = column?.getBoundingClientRect() ?? {};
  if (y < Math.max(0, top) + NEAR_EDGE_PX) scrolled?.scrollBy(0, -SCROLL_PX);
  else if (y > Math.min(innerHeight, bottom) - NEAR_EDGE_PX) scrolled?.scrollBy(0, SCROLL_PX);
}
