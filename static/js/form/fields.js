/* Questions on the page. Each stands in an element with data-path, data-type and data-revision;
   its value is read and written in the shape the server keeps. */

const questionOf = (control) => control.closest("[data-path]");

const controlsOf = (question) =>
  [...question.querySelectorAll("input, select, textarea")].filter(
    (control) => questionOf(control) === question && control.type !== "hidden",
  );

/* As the server joins them: a real date with leading zeros, anything else just as typed. */
function dateOf([day, month, year]) {
  if (!day && !month && !year) return "";
  if ([day, month, year].every((part) => /^\d+$/.test(part)) && year.length === 4) {
    const date = new Date(0);
    date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
    const whole = date.toISOString().slice(0, 10);
    if (whole.startsWith(year) && Number(whole.slice(5, 7)) === Number(month)) return whole;
  }
  return [year, month, day].join("-");
}

const READERS = {
  checkbox: ([box]) => box.checked,
  checkboxes: (boxes) => boxes.filter((box) => box.checked).map((box) => box.value),
  radio: (buttons) => buttons.find((button) => button.checked)?.value ?? "",
  date: (parts) => dateOf(parts.map((part) => part.value.trim())),
};

/** The question a control belongs to, or null. */
export { questionOf };

/** What the question holds now. */
export function read(question) {
  const controls = controlsOf(question);
  const reader = READERS[question.dataset.type];
  return reader ? reader(controls) : controls[0].value;
}

/** Put `value` in the question. */
export function write(question, value) {
  const controls = controlsOf(question);
  if (question.dataset.type === "date") {
    const [year = "", month = "", day = ""] = String(value ?? "").split("-");
    [day, month, year].forEach((part, at) => (controls[at].value = part));
    return;
  }
  for (const control of controls) {
    if (control.type === "radio") control.checked = control.value === value;
    else if (control.type === "checkbox") control.checked = value === true || (Array.isArray(value) && value.includes(control.value));
    else control.value = value ?? "";
  }
}

/** `value` as a person reads it: the labels of what is chosen, or the text itself. */
export function inWords(question, value) {
  if (value === null || value === "" || value === false) return "Nothing";
  const chosen = controlsOf(question).filter((control) => "checked" in control && /radio|checkbox/.test(control.type));
  if (chosen.length) {
    const labels = chosen
      .filter((control) => value === true || control.value === value || (Array.isArray(value) && value.includes(control.value)))
      .map((control) => control.labels[0]?.textContent.trim());
    return labels.join(", ") || "Nothing";
  }
  const select = question.querySelector("select");
  if (select) return [...select.options].find((option) => option.value === value)?.text ?? String(value);
  return question.dataset.type === "date" ? String(value).split("-").reverse().join(" ") : String(value);
}

/** The revision of the stored answer this page last saw; null when there was none. */
export function revisionOf(question) {
  return question.dataset.revision ? Number(question.dataset.revision) : null;
}

export function see(question, revision) {
  question.dataset.revision = revision;
}
