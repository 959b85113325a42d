/* Questions on the page. Each stands in an element with data-path, data-type and data-revision;
   its value is read and written in the shape the server keeps. */

/** The question a control belongs to, or null. */
export const questionOf = (control) => control.closest("[data-path]");

/** The question on this page whose answer is at `path`, or null. */
export const questionAt = (path) => document.querySelector(`[data-answers] [data-path="${CSS.escape(path)}"]`);

/** Every question on this page. */
export const questions = () => document.querySelectorAll("[data-answers] [data-path]");

const controlsOf = (question) =>
  [...question.querySelectorAll("input, select, textarea")].filter(
    (control) => questionOf(control) === question && control.type !== "hidden",
  );

/** Put the cursor in the question. */
export const enter = (question) => controlsOf(question)[0]?.focus();

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

const valueIn = (controls, type) => (READERS[type] ? READERS[type](controls) : controls[0].value);

/** What the question holds now. */
export const read = (question) => valueIn(controlsOf(question), question.dataset.type);

/* A control as the page brought it, its text as the browser would show it. */
function made(control) {
  const { type, value, defaultChecked: checked, defaultValue, options } = control;
  if (options) return { type, value: ([...options].find((option) => option.defaultSelected) ?? options[0]).value };
  if (type === "radio" || type === "checkbox") return { type, value, checked };
  if (type === "textarea") return { type, value: defaultValue };
  return Object.assign(document.createElement("input"), { type, value: defaultValue });
}

/** What the question held when the page came: not what it holds now once somebody typed, be it before any script ran. */
export const readMade = (question) => valueIn(controlsOf(question).map(made), question.dataset.type);

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
  if (value === null || value === "" || value === false || value?.length === 0) return "Nothing";
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

/** What the question asks, in short, and where: kept beside what was typed for when it must be shown elsewhere. */
export function about(question, value) {
  const label = question.querySelector("legend, label")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const words = typeof value === "string" && !/radio|select|date/.test(question.dataset.type) ? undefined : inWords(question, value);
  return { label, words, page: location.pathname };
}

/** The revision of the stored answer that the question shows; 0 when there was none. */
export const revisionOf = (question) => Number(question.dataset.revision || 0);

/** Remember that the question shows revision `revision`, also for when the page is posted. */
export function see(question, revision) {
  question.dataset.revision = revision;
  const seen = question.closest("form").elements.namedItem("seen");
  if (seen) seen.value = JSON.stringify({ ...JSON.parse(seen.value || "{}"), [question.dataset.path]: revision });
}

/** "at 10:42am", or "on 17 September 2026 at 10:42am". */
export const atTime = (when) => `${when.includes(" at ") ? "on" : "at"} ${when}`;

/** Tell the rest of the page (what is shown depends on answers) that values were changed by script. */
export const filled = () => document.dispatchEvent(new CustomEvent("filled"));
