// Improves a link that works without it: empties the page at once, and puts the neutral page in its
// place in the history. Three presses of Shift, with nothing else in between, do the same.
"use strict";
{
  const PRESSES = 3;
  const PAUSE = 2_000; // milliseconds between two presses at most
  const link = document.querySelector("[data-leave]");
  const said = document.querySelector("[data-once-more]");
  let presses = 0;
  let pressedAt = 0;
  let alone = false; // Shift is down, and nothing else was pressed meanwhile
  let left = false;

  function leave() {
    left = true;
    document.title = link.hostname;
    document.body.replaceChildren();
    window.location.replace(link.href);
  }

  function startAgain() {
    presses = 0;
    alone = false;
    said.textContent = "";
  }

  // On a capital a letter follows before Shift is up; on a selection or a zoom, the pointer.
  function down(event) {
    const others = event.ctrlKey || event.altKey || event.metaKey;
    if (event.key !== "Shift" || others) startAgain();
    else if (!event.repeat) alone = true;
  }

  function up(event) {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses = event.timeStamp - pressedAt > PAUSE ? 1 : presses + 1;
    pressedAt = event.timeStamp;
    said.textContent = presses === PRESSES - 1 ? said.dataset.onceMore : "";
    if (presses === PRESSES) leave();
  }

  link.title = link.dataset.leave;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  window.addEventListener("keydown", down, true);
  window.addEventListener("keyup", up, true);
  for (const other of ["pointerdown", "wheel", "blur"]) {
    window.addEventListener(other, startAgain, { capture: true, passive: true });
  }
  // A browser that shows a page again which was left shows an empty one, and goes on.
  window.addEventListener("pageshow", () => left && leave());
}
