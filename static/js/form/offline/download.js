/* "Download what I have typed": a file made by the page itself, with the words that are not saved yet in it. */

import { everything } from "./said.js";

const BOM = "\uFEFF"; // Windows' own editor then reads accents and names rightly

/** All that is typed as plain text with Windows line ends, as forms/plain_copy.py writes it. */
export function asText(bundle, title, state) {
  const lines = [title, state];
  for (const section of everything(bundle)) {
    if (section.groups.length) lines.push("", "", section.title, "=".repeat(section.title.length));
    for (const group of section.groups) {
      if (group.heading) lines.push("", group.heading);
      for (const { text, words } of group.lines) lines.push("", text, ...words.split("\n").map((line) => `  ${line}`));
    }
  }
  return `${BOM}${lines.join("\r\n")}\r\n`;
}

/** Hand `text` to the browser to keep. The name of the file says nothing about the family. */
export function hand(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = "early-help-request.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
