/* For the fault runs only: tells what the page sends and is answered, and what stands in it when it says “Saved”. */
(() => {
  if (window.top !== window || location.protocol === "about:") return;
  const tell = (said) => window.soakTold?.(JSON.stringify(said));
  const send = window.fetch;

  window.fetch = async (where, how) => {
    const answer = await send.call(window, where, how);
    if (how?.method === "PATCH") note(how.body, answer.clone());
    return answer;
  };

  async function note(body, answer) {
    const said = answer.status === 200 ? await answer.json().catch(() => ({})) : {};
    tell({ status: String(answer.status), sent: JSON.parse(body).edits, told: said.edits ?? [] });
  }

  const boxes = "[data-path][data-type=text], [data-path][data-type=textarea]";
  const texts = () =>
    Object.fromEntries([...document.querySelectorAll(boxes)].map((one) => [one.dataset.path, one.querySelector("input, textarea").value]));

  let was = "";
  function look() {
    const line = document.querySelector("[data-saving-line]")?.textContent.trim() ?? "";
    if (line === was) return;
    was = line;
    if (line.startsWith("Saved")) tell({ line, at: Date.now(), texts: texts() });
  }
  document.addEventListener("DOMContentLoaded", () => {
    was = document.querySelector("[data-saving-line]")?.textContent.trim() ?? "";
    new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  });
})();
