// Improves a page that works without it: the keys 1 to 4 press the buttons of a card.
"use strict";
const answer = document.querySelector("[data-answer]");
const choice = document.querySelector("[data-keys]");
const keys = choice.querySelector("input");
const typed = answer.elements.value;
const extension = answer.elements.extension;
const changed = () =>
  typed.value !== answer.dataset.value ||
  (extension && extension.value !== answer.dataset.extension) ||
  answer.elements.opening_hours.value !== answer.dataset.hours;
choice.hidden = false;
keys.checked = localStorage.getItem("confirming-keys") !== "off";
keys.addEventListener("change", () => localStorage.setItem("confirming-keys", keys.checked ? "on" : "off"));
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
  if (!keys.checked || typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const button = answer.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  if (button.value === "changed" && !changed()) typed.select();
  else button.click();
});
// Enter in a field that was changed means "changed", never "still right".
answer.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input")) return;
  event.preventDefault();
  if (changed()) answer.querySelector("[value=changed]").click();
});
// A second click while the page is on its way is not a second answer.
answer.addEventListener("submit", (event) => {
  if (answer.dataset.sent) event.preventDefault();
  answer.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => delete answer.dataset.sent);
