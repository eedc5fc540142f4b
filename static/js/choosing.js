// Improves a list that works without it: one box chooses all.
"use strict";
const all = document.querySelector("[data-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll("input[name=item]")) box.checked = all.checked;
  });
}
