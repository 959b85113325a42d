/* The one line that tells how saving stands. Seen always; spoken only when it changes. */

const WORDS = {
  offline: "Not saved yet: you are offline. Keep this page open and it will be saved when you are back online.",
  slow: "Not saved yet: the service is not answering. Keep this page open. We keep trying.",
  clash: "Not saved yet: this answer was changed somewhere else. Choose which to keep.",
  refused: "Not saved yet: one answer cannot be kept as it is.",
  closed: "Not saved: this request has been sent or deleted, so it cannot be changed.",
  "signed-out": "You have been signed out. What you typed is kept on this page.",
  "someone-else": "Not saved: somebody else is signed in on this browser. What you typed is kept on this page.",
};
const SIGN_IN = new Set(["signed-out", "someone-else"]);

export class StateLine {
  constructor(place) {
    this.place = place;
    this.line = place.querySelector("[data-saving-line]");
    this.spoken = place.querySelector("[role=status]");
    this.kind = "idle";
  }

  saving() {
    if (this.isProblem) return;
    this.line.textContent = "Saving";
  }

  saved(at) {
    this.#show("saved", `Saved at ${at}`, "Saved");
  }

  problem(kind, detail) {
    this.#show(kind, detail ?? WORDS[kind], detail ?? WORDS[kind]);
  }

  get isProblem() {
    return this.kind in WORDS;
  }

  #show(kind, words, said) {
    this.line.textContent = words;
    if (SIGN_IN.has(kind)) this.line.append(" ", this.#link());
    if (kind === this.kind) return;
    this.kind = kind;
    this.place.dataset.state = this.isProblem ? "problem" : kind;
    this.spoken.textContent = said;
  }

  #link() {
    const link = document.createElement("a");
    Object.assign(link, { className: "govuk-link", href: this.place.dataset.signIn, target: "_blank", rel: "noopener" });
    link.textContent = "Sign in to save it (opens in a new tab)";
    return link;
  }
}
