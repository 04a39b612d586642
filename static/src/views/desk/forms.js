/**
 * A form after it was sent. While the answer was on its way somebody may have begun to write the next thing.
 */

/** What stands in a form. @param {HTMLFormElement} form */
const standing = (form) => JSON.stringify([...new FormData(form)]);

/**
 * Empty a form, or take it back to the record it shows, once what stands in it now has been stored; what was written
 * meanwhile is left alone.
 * @param {Event} event  its submission
 * @returns {() => void}  to be called when it is stored
 */
export function emptied(event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const sent = standing(form);
  return () => {
    if (standing(form) === sent) form.reset();
  };
}
