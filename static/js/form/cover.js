/* Hides everything but the open dialog: from the eye, the keyboard and screen readers. Covers can lie over each other. */

const titles = [];
let was = null;

/** Whether anything is covered now. */
export const isCovered = () => titles.length > 0;

/** Open `dialog` over everything, under a title that tells nothing of the page. Gives what takes it away again. */
export function cover(dialog, title) {
  if (!isCovered()) was = caret();
  titles.push(document.title);
  document.title = title;
  document.body.append(dialog);
  hide();
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
  return () => {
    dialog.remove();
    document.title = titles.pop();
    hide();
    if (!isCovered()) was();
  };
}

function hide() {
  document.body.classList.toggle("app-covered", isCovered());
  for (const part of document.body.children) if (part.localName !== "dialog") part.inert = isCovered();
}

/* What brings the cursor back to where it stands now, with what is selected. */
function caret() {
  const { activeElement: field, scrollingElement } = document;
  const top = scrollingElement.scrollTop;
  const [start, end] = [field?.selectionStart, field?.selectionEnd];
  return () => {
    scrollingElement.scrollTop = top;
    if (!field?.isConnected) return;
    field.focus({ preventScroll: true });
    if (typeof start === "number") field.setSelectionRange(start, end);
  };
}
