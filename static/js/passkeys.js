// Says on the page that a passkey did not work; the script of allauth only writes to the console.
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-error").hidden = false;
});
