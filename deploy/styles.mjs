// Leaves rules out of a stylesheet that no page of ours can match.

/** `css` without what only applies to elements with one of the classes `unused`. */
export function leaveOut(css, unused) {
  const words = unused.map((name) => name.replace(/[!]/g, "\\\\$&")).join("|");
  const named = new RegExp(`\\.(?:${words})(?![\\w-])`);
  const [kept] = rules(css, 0, (selector) => !named.test(selector.replace(/:not\([^)]*\)/g, "")));
  return kept;
}

/** The rules of `css` from `start` to the end of their block, and where that is. */
function rules(css, start, isUsed) {
  let kept = "";
  let at = start;
  while (at < css.length && css[at] !== "}") {
    const end = css.slice(at).search(/[{};]/) + at;
    const head = css.slice(at, end);
    if (css[end] !== "{") {
      kept += css[end] === ";" ? `${head};` : head; // a statement such as @import
      at = css[end] === ";" ? end + 1 : end;
    } else if (/^@(media|supports)/.test(head)) {
      const [inner, after] = rules(css, end + 1, isUsed);
      if (inner) kept += `${head}{${inner}}`;
      at = after + 1;
    } else {
      const close = css.indexOf("}", end);
      const used = head.startsWith("@") ? head : head.split(/,(?![^(]*\))/).filter(isUsed).join(",");
      if (used) kept += `${used}${css.slice(end, close + 1)}`;
      at = close + 1;
    }
  }
  return [kept, at];
}
