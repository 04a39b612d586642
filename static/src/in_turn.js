/**
 * Acts that build on one another, such as two arrow keys: each is begun when the one before has been answered, and so
 * looks at the room as that one left it. What is shown when a key is pressed may be older.
 */

/** @returns {(act: () => Promise<unknown>) => void}  begins an act in its turn */
export function inTurn() {
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  return (act) => {
    before = before.then(act, act);
  };
}
