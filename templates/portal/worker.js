// Service worker, an opt-in: stores dated copies of public pages and shows them when the portal
// cannot be reached. What it stores and why: docs/decisions/0019-offline.md.
{% load static %}"use strict";
const OURS = "verwijswijzer-copies-";
const CACHE = `${OURS}2`;
const LIST = "{% url 'kept_list' %}";
const NOT_HERE = "{% url 'not_here' %}";
const STATIC = "{% get_static_prefix %}";
const SHEET = /^(\/en)?\/factsheets\/[-\w]+(\/|\.pdf)$/;
const SENT = /^(\/en)?\/(zoeken\/|signalen\/(gezien\/|wat-ik-zag\.pdf))$/;
const LEFT_ALONE = /^(\/en)?\/(account|beheer)\//;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const NOTE_OPENS = "<!--copy-note:"; // as in portal/page_cache/page.py
const NOTE_CLOSES = ":copy-note-->";
const OF_THE_MOMENT = /<span class="hours (?:open|closed)">[^<]*<\/span>/g;
const KEPT_AT = "X-Kept-At";
const SHEETS = 20; // opened factsheets and their PDFs that are stored, besides those in the list
const PATIENCE = 4_000; // milliseconds to wait for the network, when there is a copy
const PAUSE = 600_000; // milliseconds between two checks of the age of the copies
const DAY = 86_400_000;
const DOWN = [502, 503, 504];
const GONE = [403, 404, 410];

let stopped = false; // everything was removed: nothing may be stored after that
let lookedAt = 0;
let renewing = null;

self.addEventListener("install", (event) => event.waitUntil(begin()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  if (event.data !== "stop") return;
  stopped = true;
  event.waitUntil(removeCaches(() => true));
});
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === "POST" && SENT.test(pathname)) event.respondWith(passOn(event.request));
  if (method !== "GET" || origin !== self.location.origin || LEFT_ALONE.test(pathname)) return;
  if (pathname.startsWith(STATIC)) event.respondWith(look(event.request));
  else if (mode === "navigate" || SHEET.test(pathname)) event.respondWith(page(event));
});

// Installation fails unless everything is stored; an earlier worker, if any, then stays active.
async function begin() {
  if (!(await renew())) throw new Error("not everything could be kept");
  await self.skipWaiting();
}

async function takeOver() {
  await removeCaches((name) => name !== CACHE);
  await self.clients.claim();
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

async function removeCaches(chosen) {
  await Promise.all((await ourCaches()).filter(chosen).map((name) => caches.delete(name)));
}

// Styles, scripts and icons: cache first, as a hashed name always has the same content.
async function look(request) {
  const copy = await copyOf(request.url).catch(() => undefined);
  if (copy && HASHED.test(request.url)) return copy;
  return fetch(request).catch(() => copy ?? Response.error());
}

// Network first; the copy only when the network fails, times out or returns an outage page.
async function page(event) {
  const network = fetch(event.request);
  network.catch(() => undefined); // the rejection is handled below, after looking for a copy
  const address = new URL(event.request.url);
  const wanted = await isWanted(address).catch(() => false);
  const learning = network.then((answer) => wanted && learn(address.pathname, answer.clone()));
  event.waitUntil(learning.then(freshen).catch(() => undefined));
  const copy = wanted ? await copyOf(address.pathname).catch(() => undefined) : undefined;
  try {
    const answer = await (copy ? Promise.race([network, silence()]) : network);
    if (!copy || (answer && !DOWN.includes(answer.status))) return answer;
  } catch {
    if (!copy) return event.request.mode === "navigate" ? notHere(address) : Response.error();
  }
  return marked(copy);
}

// What was typed or ticked: passed on and never stored; without a network the page that says which
// pages are here.
function passOn(request) {
  return fetch(request).catch(() => notHere(new URL(request.url)));
}

function silence() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE));
}

// A query string tells where someone works or what they answered: such pages are never stored.
async function isWanted(address) {
  if (address.search) return false;
  return SHEET.test(address.pathname) || (await list()).addresses.includes(address.pathname);
}

async function list() {
  const kept = await copyOf(LIST);
  return kept ? kept.json() : { addresses: [], telltale: null };
}

function copyOf(path) {
  return caches.match(path, { ignoreVary: true });
}

async function marked(copy, status = 200) {
  if (!isHtml(copy)) return copy;
  const shown = (await copy.text()).replace(NOTE_OPENS, "").replace(NOTE_CLOSES, "");
  const html = shown.replace(OF_THE_MOMENT, "");
  return new Response(html, { status, headers: copy.headers });
}

async function notHere({ pathname }) {
  const english = pathname === "/en" || pathname.startsWith("/en/");
  const copy = await copyOf(english ? `/en${NOT_HERE}` : NOT_HERE);
  return copy ? marked(copy, 503) : Response.error();
}

// Replaces the copy of a page that was just opened, or deletes it when the page is gone.
async function learn(path, answer) {
  if (GONE.includes(answer.status)) await drop(path);
  else if (await keep(path, answer)) await forgetOldSheets();
}

async function drop(path) {
  for (const name of await ourCaches()) await (await caches.open(name)).delete(path);
}

function isHtml(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
}

function isPublic(answer) {
  const plain = answer.status === 200 && !answer.redirected && answer.type === "basic";
  return plain && !/no-store|private/i.test(answer.headers.get("Cache-Control") ?? "");
}

// Stores a public page, after its static files: in a new version of the site those have other
// names, and an old copy needs the old ones. False when it may not be stored.
async function keep(path, answer) {
  if (!isPublic(answer)) return false;
  const body = isHtml(answer) ? await answer.text() : await answer.blob();
  if (isHtml(answer)) {
    if (!body.includes(NOTE_OPENS)) return false; // undated, or itself a copy
    for (const part of parts(body)) await keepPart(part);
  }
  await put(path, body, answer.headers);
  return true;
}

function parts(html) {
  const found = [...html.matchAll(/ (?:href|src)="([^"?#]+)"/g)].map((match) => match[1]);
  return found.filter((path) => path.startsWith(STATIC));
}

async function keepPart(path) {
  if (await caches.match(path, { cacheName: CACHE, ignoreVary: true })) return;
  const answer = await fetch(path, { credentials: "omit" });
  if (!isPublic(answer)) throw new Error(`${path} cannot be kept`);
  await put(path, await answer.blob(), answer.headers);
}

async function put(path, body, before) {
  const headers = new Headers(before);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set(KEPT_AT, new Date().toISOString());
  if (stopped) return;
  const cache = await caches.open(CACHE);
  await cache.put(path, new Response(body, { headers }));
}

// Opened sheets in the order in which they were last stored.
async function openedSheets(listed) {
  const found = new Set();
  for (const name of await ourCaches()) {
    for (const { url } of await (await caches.open(name)).keys()) {
      const { pathname } = new URL(url);
      if (SHEET.test(pathname) && !listed.includes(pathname)) found.add(pathname);
    }
  }
  return [...found];
}

async function forgetOldSheets() {
  const opened = await openedSheets((await list()).addresses);
  for (const path of opened.slice(0, -SHEETS)) await drop(path);
}

// After a page came from the network: renews all copies once a day, or when the card changed.
async function freshen() {
  if (stopped || Date.now() - lookedAt < PAUSE) return;
  lookedAt = Date.now();
  const kept = await copyOf(LIST);
  const age = kept ? Date.now() - Date.parse(kept.headers.get(KEPT_AT)) : Infinity;
  if (age < DAY && !(await hasChanged((await kept.json()).telltale))) return;
  renewing ??= renew().finally(() => (renewing = null));
  await renewing;
}

async function hasChanged(path) {
  const etag = path && (await copyOf(path))?.headers.get("ETag");
  if (!etag) return false;
  const answer = await fetch(path, { headers: { "If-None-Match": etag }, credentials: "omit" });
  return answer.status === 200 && answer.headers.get("ETag") !== etag;
}

// Fetches every copy again, without credentials; true when all succeeded.
async function renew() {
  const answer = await fetch(LIST, { cache: "no-cache", credentials: "omit" });
  if (!isPublic(answer)) return false;
  const body = await answer.text();
  const { addresses } = JSON.parse(body);
  let complete = true;
  for (const path of addresses) complete = (await renewOne(path)) && complete;
  for (const path of await openedSheets(addresses)) await renewOne(path);
  await put(LIST, body, answer.headers);
  if (!stopped) await tidy(addresses);
  return complete;
}

async function renewOne(path) {
  const answer = await fetch(path, { cache: "no-cache", credentials: "omit", redirect: "manual" });
  if (GONE.includes(answer.status)) await drop(path);
  return keep(path, answer);
}

// Deletes desks that are no longer in the list, and static files that no copy needs.
async function tidy(addresses) {
  const cache = await caches.open(CACHE);
  const needed = new Set([LIST, ...addresses, ...(await openedSheets(addresses))]);
  for (const path of [...needed]) {
    const copy = await cache.match(path, { ignoreVary: true });
    if (copy && isHtml(copy)) for (const part of parts(await copy.text())) needed.add(part);
  }
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (!needed.has(pathname)) await cache.delete(pathname);
  }
}
