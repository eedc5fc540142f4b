// The page that keeps pages on this device, shows which, and removes them again; and, without a
// network, the page that says which are there. Only its first button keeps anything.
"use strict";
const OURS = "verwijswijzer-copies-"; // as in templates/portal/worker.js
const LANGUAGE = document.documentElement.lang;
const box = document.querySelector("[data-offline]");
const moment = new Intl.DateTimeFormat(LANGUAGE === "en" ? "en-GB" : "nl-NL", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "Europe/Amsterdam", // as in the note on a copy
});

function say(what) {
  const line = box.querySelector("[data-said]");
  line.textContent = line.getAttribute(`data-says-${what}`);
  line.hidden = false;
}

function show(state) {
  for (const part of box.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(state);
  }
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

// Every kept page and PDF: its path, language, title, and the moment of which it is.
async function copies() {
  const found = [];
  for (const name of await ourCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const copy = await cache.match(request, { ignoreVary: true });
      const kind = copy.headers.get("Content-Type") ?? "";
      const path = new URL(request.url).pathname;
      if (kind.startsWith("text/html")) found.push({ path, ...described(await copy.text()) });
      else if (kind === "application/pdf") found.push({ path, at: copy.headers.get("X-Kept-At") });
    }
  }
  return found.filter(({ hidden }) => !hidden).map((copy) => named(copy, found));
}

function described(html) {
  const page = new DOMParser().parseFromString(html.replace("<!--copy-note:", ""), "text/html");
  const title = page.title.replace(/ · Verwijswijzer$/, "").trim();
  const at = page.querySelector(".copy-note time").dateTime;
  return { title, at, hidden: page.querySelector("meta[name=robots]") !== null };
}

function named(copy, found) {
  const language = copy.path.startsWith("/en/") ? "en" : "nl";
  if (copy.title) return { ...copy, language };
  const beside = copy.path.replace(/\.pdf$/, "/");
  const title = found.find(({ path }) => path === beside)?.title ?? beside.split("/").at(-2);
  return { ...copy, language, title: `${title} (PDF)` };
}

function fill(list, shown) {
  list.replaceChildren(...shown.map(line));
}

function line({ path, title, at, language }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const when = document.createElement("span");
  link.href = path;
  link.textContent = title;
  if (language !== LANGUAGE) link.lang = language;
  when.className = "hint";
  when.textContent = moment.format(new Date(at));
  item.append(link, when);
  return item;
}

async function showCopies() {
  const found = await copies();
  const here = found.filter(({ language }) => language === LANGUAGE);
  fill(box.querySelector("[data-kept]"), here);
  const elsewhere = box.querySelector("[data-kept-elsewhere]");
  if (elsewhere) {
    const others = found.filter(({ language }) => language !== LANGUAGE);
    fill(elsewhere, others);
  }
  return found.length > 0;
}

// Resolves when the worker that this page asked for has kept everything; rejects when it cannot.
async function installed() {
  const registration = await navigator.serviceWorker.register(box.dataset.offline);
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  await new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("not installed"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function keep({ currentTarget: button }) {
  button.disabled = true;
  say("busy");
  try {
    await installed();
    if (!(await showCopies())) throw new Error("nothing is there");
    show("on");
    say("kept");
    box.querySelector("h2").focus();
  } catch {
    await forget();
    say("failed");
    box.focus(); // a button that was disabled has lost it
  }
  button.disabled = false;
}

async function remove() {
  await forget();
  show("off");
  say("removed");
  box.focus(); // the button that was pressed is gone
}

// Tells each worker to keep nothing more, ends it, and deletes what it kept.
async function forget() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    for (const state of ["active", "waiting", "installing"]) {
      registration[state]?.postMessage("stop");
    }
    await registration.unregister();
  }
  await Promise.all((await ourCaches()).map((name) => caches.delete(name)));
}

async function begin() {
  const isKept = (await showCopies()) || (await navigator.serviceWorker.getRegistrations()).length;
  if (!box.dataset.offline) {
    box.hidden = !isKept;
    return;
  }
  box.querySelector("[data-keep]").addEventListener("click", keep);
  box.querySelector("[data-remove]").addEventListener("click", remove);
  show(isKept ? "on" : "off");
}

// Where it cannot be done the page keeps saying what to do in its place.
if (navigator.serviceWorker && window.caches) begin().catch(() => undefined);
