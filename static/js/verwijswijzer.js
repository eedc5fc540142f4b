// Improves pages that work without it: buttons appear only when they work, and paper shows all.
"use strict";
for (const tools of document.querySelectorAll(".tools")) {
  const copy = tools.querySelector("[data-copy]");
  const share = tools.querySelector("[data-share]");
  const print = tools.querySelector("[data-print]");
  if (copy && !navigator.clipboard) copy.remove();
  if (share && !navigator.share) share.remove();
  tools.hidden = !tools.querySelector("button");
  print?.addEventListener("click", () => window.print());
  copy?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy || window.location.href);
    tools.querySelector("[data-said]").textContent = copy.dataset.done;
  });
  share?.addEventListener("click", async () => {
    const { share: text } = share.dataset;
    try {
      await navigator.share({ title: document.title, text, url: window.location.href });
    } catch (error) {
      if (error.name !== "AbortError") throw error; // somebody chose not to share after all
    }
  });
}
// A link to one sign unfolds it.
{
  const unfold = () => {
    const fold = document.getElementById(location.hash.slice(1))?.querySelector(".sign > details");
    if (fold) fold.open = true;
  };
  unfold();
  window.addEventListener("hashchange", unfold);
}
// Paper cannot be unfolded: browsers in which the style sheet cannot do it open what is folded.
{
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details.fold:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}
// Browsers that do not know autofocus outside of fields.
document.querySelector(".mistakes")?.focus();
