/* "Confirm it is you", over the page: a code by e-mail, and the work goes on where it was. */

import { cover } from "./cover.js";
import { button, make } from "./dom.js";
import { marks } from "./marks.js";
import { code, confirm } from "./wire.js";

const TITLE = "Confirm it is you";
const NO_ANSWER = "No network. What you typed is kept. Try again when the network is back";

let open = null; // the panel that is open: a promise of whether it was confirmed

/** Ask the person to confirm who they are. Resolves to "ok", "back" (to typing, or to the cover) or "someone-else".
    again: ask for a code even when the sign-in stands; back: words of the way out. */
export function confirmYou({ again = false, back = "Back to typing" } = {}) {
  open ??= new Promise((done) => new Panel(again, back, done)).finally(() => (open = null));
  return open;
}

class Panel {
  constructor(again, back, done) {
    Object.assign(this, { again, done });
    this.said = make("p", { className: "govuk-body", role: "status" });
    this.error = make("p", { className: "govuk-error-message", id: "here-error", role: "alert" });
    this.box = make("input", { className: "govuk-input govuk-input--width-10", id: "here-code", inputMode: "numeric", autocomplete: "one-time-code", spellcheck: false, maxLength: 12 });
    this.group = make("div", { className: "govuk-form-group" }, make("label", { className: "govuk-label govuk-label--s", htmlFor: "here-code" }, "6-digit code"), this.error, this.box);
    this.form = make("form", { noValidate: true, autocomplete: "off", onsubmit: (event) => this.#enter(event) }, this.group, this.#buttons(back));
    this.dialog = make("dialog", { className: "app-dialog", "aria-labelledby": "here-title" }, make("h1", { className: "govuk-heading-m", id: "here-title", tabIndex: -1 }, TITLE), this.said, this.form);
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#end("back");
    });
    this.uncover = cover(this.dialog, `${TITLE} - Ask for early help`);
    this.dialog.querySelector("h1").focus();
    this.#mail();
  }

  #buttons(back) {
    return make(
      "div",
      { className: "govuk-button-group" },
      make("button", { type: "submit", className: "govuk-button" }, "Continue"),
      button("Send another code", () => this.#mail()),
      make("button", { type: "button", className: "app-link-button", onclick: () => this.#end("back") }, back),
    );
  }

  async #mail() {
    this.#wrong("");
    this.said.textContent = "We are sending a code to your work email address.";
    const { status, said } = await code(this.again);
    if (said.signed_in) return this.#end(said.person === marks.person ? "ok" : "someone-else");
    if (status === 200) this.said.textContent = `We have sent a code to ${said.to}. What you typed is kept and will be saved.`;
    else this.said.textContent = "Enter the code from our newest email to you.";
    if (status !== 200) this.#wrong(said.message ?? NO_ANSWER);
    else this.box.focus();
    return undefined;
  }

  async #enter(event) {
    event.preventDefault();
    event.stopPropagation();
    const { status, said } = await confirm(this.box.value.replace(/\s/g, ""));
    if (status === 200) return this.#end(said.person === marks.person ? "ok" : "someone-else");
    return this.#wrong(said.message ?? NO_ANSWER);
  }

  #wrong(message) {
    this.error.textContent = message;
    this.error.hidden = !message;
    this.group.classList.toggle("govuk-form-group--error", Boolean(message));
    this.box.classList.toggle("govuk-input--error", Boolean(message));
    this.box.setAttribute("aria-invalid", String(Boolean(message)));
    if (!message) return this.box.removeAttribute("aria-describedby");
    this.box.setAttribute("aria-describedby", "here-error");
    this.box.focus();
    return this.box.select();
  }

  #end(how) {
    this.uncover();
    this.done(how);
  }
}
