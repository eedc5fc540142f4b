// Improves pages that work without it: print and copy buttons appear only when they work.
"use strict";
for (const tools of document.querySelectorAll(".tools")) {
  tools.hidden = false;
  tools.querySelector("[data-print]")?.addEventListener("click", () => window.print());
  const copy = tools.querySelector("[data-copy]");
  if (copy && !navigator.clipboard) copy.remove();
  copy?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(window.location.href);
    tools.querySelector("[data-said]").textContent = copy.dataset.done;
  });
}
// Browsers that do not know autofocus outside of fields.
document.querySelector(".mistakes")?.focus();
