// Says on the page that a passkey did not work; the script of allauth only writes to the console.
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const line = document.getElementById("passkey-error");
  line.textContent = line.dataset.says;
  line.hidden = false;
});
