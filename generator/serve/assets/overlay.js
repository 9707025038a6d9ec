// Shows the page anew when it changed, and lists what is wrong in the content above the page as it last was.
// All of it lives in a tree of its own, so that neither the page's style nor this one's reaches the other.

const tag = document.querySelector('script[src$="/_throughline/overlay.js"]');
const mark = tag.dataset.mark;
const isWhole = mark.startsWith("none");
const own = new URL("./", import.meta.url);
const FOLDED = "throughline-folded";
const RELOADED = "throughline-reloaded";
const SHOWN_FOR = 12000;
const GRACE = 3000;

const host = document.createElement("throughline-desk");
host.hidden = true;
const root = host.attachShadow({ mode: "open" });

function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

const style = made("link", { rel: "stylesheet", href: new URL("overlay.css", own).href });
const appear = () => { host.hidden = false; };
style.addEventListener("load", appear);
style.addEventListener("error", appear);

const said = made("p", { role: "status", class: "for-ears" });
const title = made("h2", { id: "title" });
const hide = made("button", { type: "button", onclick: () => fold(true) }, "Hide ", made("kbd", {}, "Esc"));
const body = made("div", { class: "body", tabindex: "0", role: "group", "aria-labelledby": "title" });
const panel = made(
  "section", { class: "panel", "aria-labelledby": "title", hidden: true },
  made("header", {}, title, hide), body,
);
const badge = made("button", { type: "button", class: "badge", hidden: true, "aria-expanded": "false" });
badge.addEventListener("click", () => fold(false));
const note = made("div", { class: "note", hidden: true });
root.append(style, said, made("aside", { "aria-label": "While you write" }, panel, note, badge));

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

// One problem

function line(problem) {
  const before = " ".repeat(problem.column - 1);
  const margin = `${problem.number} | `;
  return made("pre", { tabindex: "0", "aria-label": "The line" },
    made("span", { class: "margin" }, margin), problem.line.replaceAll("\t", "→"), "\n",
    made("span", { class: "caret", "aria-hidden": "true" }, " ".repeat(margin.length) + before + "^"));
}

async function copied(event, place) {
  const button = event.currentTarget;
  try {
    await navigator.clipboard.writeText(place.textContent);
    button.textContent = "Copied";
  } catch {
    // Not allowed here, as at another host without HTTPS: it is marked, to be copied by hand.
    const range = document.createRange();
    range.selectNodeContents(place);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    button.textContent = "Marked";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
}

function way(problem) {
  if (problem.path.startsWith("/")) return made("a", { href: problem.path.replace(/index\.html$/, "") }, problem.path);
  const place = made("code", { class: "place" }, problem.place);
  const copy = made("button", { type: "button", onclick: (event) => copied(event, place) }, "Copy");
  copy.setAttribute("aria-label", `Copy ${problem.place}`);
  const open = `Open ${problem.path}, line ${problem.number}`;
  return made("span", {}, problem.editor ? made("a", { class: "editor", href: problem.editor }, open) : "",
    " ", place, " ", copy);
}

function sentence(words) {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? "" : "."}`;
}

function item(problem) {
  const entry = made("li", { class: problem.severity }, made("p", { class: "message" }, sentence(problem.message)));
  if (problem.line) entry.append(line(problem));
  if (problem.hint) entry.append(made("p", { class: "hint" }, problem.hint));
  if (problem.mended) entry.append(made("p", {}, "Write instead:"), made("pre", { class: "mended" }, problem.mended));
  else if (problem.example) entry.append(made("p", {}, "For example: ", made("code", {}, problem.example)));
  if (problem.details) {
    entry.append(made("details", {}, made("summary", {}, "What to report"), made("pre", {}, problem.details)));
  }
  if (problem.code) {
    const help = made("a", { href: `${own.pathname}problems/#${problem.code}`, target: "_blank" }, "What this means");
    help.setAttribute("aria-label", `What this means: ${problem.code}, in a new tab`);
    entry.append(made("p", { class: "way" }, way(problem), " ", help));
  }
  return entry;
}

// The panel and the badge: one of them is there while something is wrong

let folded = sessionStorage.getItem(FOLDED) === "yes";
let problems = [];

function fold(value) {
  const within = root.activeElement !== null;
  folded = value;
  sessionStorage.setItem(FOLDED, value ? "yes" : "no");
  arrange();
  if (within) (value ? badge : hide).focus();
}

function arrange() {
  const errors = problems.filter((problem) => problem.severity === "error");
  // Warnings alone are not in the way until somebody asks for them.
  const open = problems.length > 0 && !folded;
  panel.hidden = !open;
  badge.hidden = open || problems.length === 0;
  badge.className = errors.length ? "badge error" : "badge warning";
  host.classList.toggle("whole", isWhole);
}

function list(state) {
  const before = problems;
  problems = state.problems;
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.filter((problem) => problem.severity !== "error");
  const hadErrors = before.some((problem) => problem.severity === "error");
  if (!problems.length) sessionStorage.removeItem(FOLDED);
  if (sessionStorage.getItem(FOLDED) === null || (errors.length && !hadErrors && before.length)) {
    folded = errors.length === 0;
  }
  if (JSON.stringify(before) === JSON.stringify(problems)) return arrange();
  const parts = [];
  if (errors.length) parts.push(counted(errors.length, "error"));
  if (warnings.length) parts.push(counted(warnings.length, "warning"));
  const words = parts.join(", ");
  title.textContent = words;
  badge.textContent = words;
  said.textContent = problems.length ? `${words} in the content` : "No more problems in the content";
  body.replaceChildren();
  if (errors.length && !isWhole) body.append(made("p", {}, "The page is the last one without errors."));
  if (errors.length) body.append(made("ol", {}, ...errors.map(item)));
  if (warnings.length) {
    const summary = made("summary", {}, counted(warnings.length, "warning"));
    body.append(made("details", { open: !errors.length }, summary, made("ol", {}, ...warnings.map(item))));
  }
  if (state.more > 0) body.append(made("p", {}, `${state.more} more are listed in the terminal.`));
  arrange();
}

root.addEventListener("keydown", escape);
document.addEventListener("keydown", escape);
function escape(event) {
  const typing = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "Escape" || event.defaultPrevented || typing) return;
  const open = !panel.hidden && !isWhole;
  if (note.hidden && !open) return;
  if (!note.classList.contains("lost")) note.hidden = true;
  if (open) fold(true);
  event.preventDefault();
}

// A note that comes and goes: other pages changed, or nobody answers

let leaving = 0;

function tell(lasting, ...words) {
  note.replaceChildren(...words);
  note.hidden = words.length === 0;
  clearTimeout(leaving);
  const leave = () => {
    if (note.matches(":hover, :focus-within")) leaving = setTimeout(leave, SHOWN_FOR);
    else note.hidden = true;
  };
  if (!lasting && words.length) leaving = setTimeout(leave, SHOWN_FOR);
}

function name(state) {
  const others = state.changed.filter((address) => address !== decodeURI(location.pathname));
  if (!others.length) return;
  const links = others.flatMap((address) => [" ", made("a", { href: encodeURI(address) }, address)]);
  tell(false, "Other pages changed:", ...links, state.others ? ` and ${state.others} more` : "");
}

// Listening: a hidden page does not, as a browser holds only a few connections to one server

let source = null;
let silent = 0;
let known = null;

function heard(message) {
  clearTimeout(silent);
  silent = 0;
  const state = JSON.parse(message.data);
  if (note.classList.contains("lost")) { note.classList.remove("lost"); tell(false); }
  list(state);
  if (state.mark !== mark) return anew(state.mark);
  sessionStorage.removeItem(RELOADED);
  // What changed before this page was opened is no news here.
  if (known !== null && state.number > known) name(state);
  known = state.number;
}

function anew(wanted) {
  // Something between here and the server may keep pages: then loading it again and again would not help.
  const sign = `${location.pathname} ${wanted}`;
  if (sessionStorage.getItem(RELOADED) === sign) return;
  sessionStorage.setItem(RELOADED, sign);
  stop();
  location.reload();
}

function lost() {
  note.classList.add("lost");
  tell(true, "No answer from the server. Is it still running?");
}

function listen() {
  if (source !== null || document.hidden) return;
  source = new EventSource(new URL(`events?page=${encodeURIComponent(location.pathname)}`, own));
  source.addEventListener("message", heard);
  source.addEventListener("full", stop);
  source.addEventListener("error", () => {
    silent ||= setTimeout(lost, GRACE);
    if (source?.readyState === EventSource.CLOSED) { stop(); setTimeout(listen, GRACE); }
  });
}

function stop() {
  source?.close();
  source = null;
}

document.body.append(host);
listen();
document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
addEventListener("pagehide", stop);
addEventListener("pageshow", listen);
addEventListener("focus", listen);
