// Shows what a link to a person, a body, a term or a source leads to, after a pause over it or on it.
// All of it can be read without: at the other end of the link, and for sources below on the page.
// It stays while the pointer is over it, goes with Escape, and never comes by touch (WCAG 1.4.13).

const PAUSE = 500;
const GRACE = 300;
const EDGE = 8;
const ROOT = new URL("..", import.meta.url).pathname;
const OF_PAGE = /^(?:people|boards|organizations)\/[^/]+\/$/;
const WANTED = "a[href], abbr[title], abbr[data-title]";

const main = document.querySelector("main");
const pages = new Map();
let box = null;
let shown = null;
let dismissed = null;
let waiting = 0;
let leaving = 0;
let latest = 0;

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function page(url) {
  const address = url.origin + url.pathname;
  if (!pages.has(address)) pages.set(address, fetched(address));
  return pages.get(address);
}

function words(element) {
  const copy = element?.cloneNode(true);
  copy?.querySelectorAll(".refs, .for-ears, .back").forEach((one) => one.remove());
  return copy?.textContent.trim() ?? "";
}

function line(name, text) {
  const one = document.createElement("p");
  one.className = name;
  one.textContent = text;
  return one;
}

// The head of another page: its kind, its name, and what it says of itself.
async function ofPage(url) {
  const there = await page(url);
  const about = words(there.querySelector(".summary")) || there.querySelector("meta[name=description]").content;
  return [line("kind", words(there.querySelector(".kind"))), line("name", words(there.querySelector("h1"))), line("about", about)];
}

async function ofTerm(url) {
  const term = (await page(url)).getElementById(decodeURIComponent(url.hash.slice(1)));
  const title = term.querySelector("h2, h3");
  const tag = words(title.querySelector(".tag"));
  const name = words(title).slice(tag.length).trim();
  return [line("name", tag ? `${name}: ${tag}` : name), line("about", words(term.querySelector(".body")))];
}

async function ofNote(note) {
  const one = line("about", "");
  const copy = note.cloneNode(true);
  copy.querySelector(".back")?.remove();
  copy.querySelectorAll("[id]").forEach((inner) => inner.removeAttribute("id"));
  one.append(...copy.childNodes);
  return [one];
}

// The link that explains a short form, from the list at the end of the page.
function explaining(abbr) {
  const links = [...document.querySelectorAll("#words dt a")];
  return links.find((link) => link.textContent === abbr.textContent);
}

// What gives the text of a preview, or nothing where there is none to give.
function source(one) {
  const link = one.tagName === "ABBR" ? explaining(one) : one;
  if (!link) return null;
  const url = new URL(link.href);
  const path = url.pathname.startsWith(ROOT) ? url.pathname.slice(ROOT.length) : "";
  if (url.origin !== location.origin) return null;
  if (one.closest(".refs")) {
    const note = document.getElementById(url.hash.slice(1));
    return note && (() => ofNote(note));
  }
  if (url.pathname === location.pathname) return null;
  if (path === "glossary/" && url.hash) return () => ofTerm(url);
  return OF_PAGE.test(path) ? () => ofPage(url) : null;
}

function made() {
  const one = document.createElement("div");
  one.id = "preview";
  one.className = "preview";
  one.popover = "manual";
  main.append(one);
  return one;
}

// Below the line that was pointed at, or above where there is more room.
function place(at) {
  const lines = [...shown.getClientRects()];
  const rect = lines.find((one) => at >= one.top && at <= one.bottom) ?? lines[0];
  const width = document.documentElement.clientWidth;
  const left = Math.max(EDGE, Math.min(rect.left, width - box.offsetWidth - EDGE));
  const fits = rect.bottom + box.offsetHeight + EDGE <= innerHeight || rect.top < box.offsetHeight + EDGE;
  const top = fits ? rect.bottom + EDGE / 2 : rect.top - box.offsetHeight - EDGE / 2;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${top + scrollY}px`;
}

async function show(one, from, at) {
  const mine = ++latest;
  let parts;
  try {
    parts = await from();
  } catch {
    return;
  }
  if (mine !== latest) return;
  hide();
  box ??= made();
  box.replaceChildren(...parts.filter((part) => part.textContent));
  shown = one;
  // The browser's own tooltip would lie over it.
  if (one.title) {
    one.dataset.title = one.title;
    one.removeAttribute("title");
  }
  one.setAttribute("aria-describedby", box.id);
  box.showPopover();
  place(at);
}

function hide() {
  if (!shown) return;
  box.hidePopover();
  shown.removeAttribute("aria-describedby");
  if (shown.dataset.title) {
    shown.title = shown.dataset.title;
    delete shown.dataset.title;
  }
  shown = null;
}

function cancel() {
  clearTimeout(waiting);
  latest += 1;
}

function begin(one, at) {
  const from = one !== dismissed && source(one);
  if (!from) return;
  cancel();
  clearTimeout(leaving);
  waiting = setTimeout(() => show(one, from, at), PAUSE);
}

function leave() {
  cancel();
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (!shown?.matches(":focus-visible")) hide();
  }, GRACE);
}

function over(event) {
  if (event.pointerType === "touch") return;
  const one = event.target.closest(WANTED);
  if (box?.contains(event.target) || (one && one === shown)) clearTimeout(leaving);
  else if (one) begin(one, event.clientY);
}

function out(event) {
  if (event.pointerType === "touch") return;
  const one = event.target.closest(WANTED);
  if (one?.contains(event.relatedTarget)) return;
  dismissed = null;
  if (one || box?.contains(event.target)) leave();
}

if (main && "showPopover" in HTMLElement.prototype) {
  main.addEventListener("pointerover", over);
  main.addEventListener("pointerout", out);
  main.addEventListener("focusin", ({ target }) => {
    if (target.matches(WANTED) && target.matches(":focus-visible")) begin(target, NaN);
  });
  main.addEventListener("focusout", () => {
    dismissed = null;
    cancel();
    hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    dismissed = shown ?? dismissed;
    cancel();
    hide();
  });
}
