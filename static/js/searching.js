// Improves a search box that works without it: suggestions below it while somebody types.
"use strict";
const MOST_WORDS = 4; // a text of more may be about somebody: it is not sent before Search is pressed

for (const form of document.querySelectorAll("[data-suggestions]")) suggest(form);

function suggest(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let pause = 0;
  let request = null;
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.list);
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  form.querySelector(".search-field").append(list, said);
  const options = () => [...list.children];
  const active = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  close();

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }
  function choose(number) {
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    const chosen = options()[number];
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }
  function show(found) {
    list.replaceChildren(...found.suggestions.map(asOption));
    said.textContent = found.said;
    if (!found.suggestions.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  }
  function asOption(one, place) {
    const option = document.createElement("li");
    const title = document.createElement("span");
    const beside = document.createElement("span");
    option.id = `suggestion-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = one.url;
    title.textContent = one.title;
    beside.textContent = one.beside;
    beside.className = "beside";
    beside.translate = !/^[+\d]/.test(one.beside);
    option.append(title, " ", beside);
    if (one.note) {
      const note = document.createElement("span");
      note.className = "chip restricted";
      note.textContent = one.note;
      option.append(" ", note);
    }
    return option;
  }
  async function ask() {
    request?.abort();
    const text = input.value.trim();
    const words = text.split(/\s+/).filter((part) => /\p{L}/u.test(part));
    if (text.length < 2 || words.length > MOST_WORDS) return close();
    request = new AbortController();
    try {
      const body = new URLSearchParams({ q: text }); // in no address
      const sent = { method: "POST", body, signal: request.signal, cache: "no-store" };
      const answer = await fetch(form.dataset.suggestions, sent);
      if (!answer.ok) return close();
      const found = await answer.json();
      if (document.activeElement === input && input.value.trim() === text) show(found);
    } catch {
      // Aborted by the next letter, or the server is away: the page works without.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(pause);
    request?.abort();
    pause = setTimeout(ask, 200);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = active();
      choose(from < 0 && step < 0 ? count - 1 : (from + step + count) % count);
    } else if (event.key === "Enter" && !list.hidden && active() >= 0) {
      event.preventDefault();
      window.location.assign(options()[active()].dataset.url);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.url);
  });
  input.addEventListener("blur", () => {
    clearTimeout(pause);
    request?.abort();
    close();
  });
  form.addEventListener("submit", () => clearTimeout(pause));
}
