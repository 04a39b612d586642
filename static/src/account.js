/**
 * Beside every password field, a button that shows what was typed: on a small keyboard it is easy to mistype.
 * The words come with the page, in `data-show` and `data-hide` of the form.
 */

for (const field of document.querySelectorAll('input[type="password"]')) {
  const { show, hide } = field.closest("form")?.dataset ?? {};
  if (show && hide) offer(/** @type {HTMLInputElement} */ (field), show, hide);
}

/** @param {HTMLInputElement} field @param {string} show @param {string} hide */
function offer(field, show, hide) {
  const row = document.createElement("span");
  row.className = "reveal";
  field.before(row);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.setAttribute("aria-controls", field.id);
  row.append(field, button);
  const set = (/** @type {boolean} */ shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? hide : show;
    button.setAttribute("aria-pressed", String(shown));
  };
  set(false);
  button.addEventListener("click", () => set(field.type === "password"));
  // A browser keeps what is sent from a field of plain text; a password is sent as one.
  field.form?.addEventListener("submit", () => set(false));
}
