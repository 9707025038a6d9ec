// Finds pages through the index that Pagefind made of the site; the page below works without it.
// What is sought stands in the address. Within a filter one of the chosen values must fit, and every
// filter must fit; facets.json says what fits which page, so that only pages that are shown are loaded.

const form = document.getElementById("search");
const field = document.getElementById("words-sought");
const list = document.getElementById("results");
const said = document.getElementById("found");
const applied = document.getElementById("applied");
const more = document.getElementById("more");
const facets = document.getElementById("facets");
const boxes = [...(facets?.elements ?? [])].filter((one) => one.type === "checkbox");
const names = [...new Set(boxes.map((one) => one.name))];
const STEP = 10;
const PAUSE = 200;

let index = null;
let latest = 0;
let found = [];
let sought = "";

async function fetched(path) {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function loaded() {
  index ??= Promise.all([
    import(new URL("../pagefind/pagefind.js", import.meta.url)),
    fetched("../pagefind/facets.json"),
  ]);
  return index;
}

function words() {
  return field.value.trim();
}

function chosen() {
  const on = (name) => boxes.filter((one) => one.name === name && one.checked).map((one) => one.value);
  return new Map(names.map((name) => [name, on(name)]).filter(([, values]) => values.length));
}

function has(page, name, values) {
  const own = (page[name] ?? "").split(" ");
  return values.some((value) => own.includes(value));
}

function fitting(results, kept, choice) {
  const fits = (page) => [...choice].every(([name, values]) => has(page, name, values));
  return results.filter((one) => fits(kept[one.id] ?? {}));
}

function count(box, number) {
  const shown = box.closest("label").querySelector(".count");
  shown.dataset.all ??= shown.textContent;
  shown.textContent = number ?? shown.dataset.all;
  box.closest("label").hidden = number === 0 && !box.checked;
}

// How many results each choice would leave, whatever else of its own filter is chosen.
function recount(results, kept, choice) {
  for (const name of names) {
    const others = new Map([...choice].filter(([other]) => other !== name));
    const left = fitting(results, kept, others).map((one) => kept[one.id] ?? {});
    for (const box of boxes.filter((one) => one.name === name)) {
      count(box, left.filter((page) => has(page, name, [box.value])).length);
    }
  }
}

function made(tag, name, ...content) {
  const one = document.createElement(tag);
  if (name) one.className = name;
  one.append(...content);
  return one;
}

function excerpt(html) {
  const line = made("span", "");
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    line.append(node.nodeName === "MARK" ? made("mark", "", node.textContent) : node.textContent);
  }
  return line;
}

function result(page) {
  const link = made("a", "", page.meta.title);
  link.href = page.url;
  const title = made("p", "title", link);
  if (page.meta.kind) title.append(" ", made("span", "tag", page.meta.kind));
  const line = made("p", "line", excerpt(page.excerpt));
  if (page.meta.when) line.prepend(made("span", "when", page.meta.when), " · ");
  return made("li", "", title, line);
}

function button(text, act) {
  const one = made("button", "", text);
  one.type = "button";
  one.addEventListener("click", () => {
    act();
    changed();
    said.focus();
  });
  return one;
}

function offer(choice) {
  const label = (box) => box.closest("label").querySelector(".words").textContent;
  const on = boxes.filter((one) => one.checked);
  const none = () => on.forEach((one) => (one.checked = false));
  const list = on.map((box) => button(`Remove “${label(box)}”`, () => (box.checked = false)));
  if (list.length > 1) list.push(button("Remove all filters", none));
  applied.replaceChildren(...list);
}

function pages(count) {
  return `${count} ${count === 1 ? "page" : "pages"}`;
}

function announce(all) {
  const what = words() ? ` for “${words()}”` : "";
  const shown = list.children.length;
  if (!all) {
    said.textContent = `Nothing was found${what}. Try fewer or other words, or one of the ways below.`;
  } else if (!found.length) {
    said.textContent = `None of the ${pages(all)}${what} has all that is chosen here.`;
  } else {
    const of = chosen().size ? `${found.length} of ${pages(all)}` : pages(all);
    said.textContent = `${of}${what}.${shown < found.length ? ` The first ${shown} are shown.` : ""}`;
  }
  more.hidden = shown >= found.length;
  more.textContent = `Show ${Math.min(STEP, found.length - shown)} more`;
}

async function show(upTo, all, mine) {
  const next = found.slice(list.children.length, upTo);
  const loadedPages = await Promise.all(next.map((one) => one.data()));
  if (mine !== latest) return null;
  const items = loadedPages.map(result);
  list.append(...items);
  announce(all);
  return items[0] ?? null;
}

function clear() {
  found = [];
  list.replaceChildren();
  applied.replaceChildren();
  said.textContent = "";
  more.hidden = true;
  for (const box of boxes) count(box);
}

function failed() {
  index = null;
  clear();
  said.textContent = "Search could not be loaded. The links below lead to every page.";
}

async function search() {
  const mine = ++latest;
  sought = location.search;
  const choice = chosen();
  if (!words() && !choice.size) return clear();
  try {
    const [pagefind, kept] = await loaded();
    const { results } = await pagefind.search(words() || null);
    if (mine !== latest) return;
    recount(results, kept, choice);
    list.replaceChildren();
    found = fitting(results, kept, choice);
    offer(choice);
    await show(history.state?.shown ?? STEP, results.length, mine);
    more.onclick = () => showMore(results.length, mine);
  } catch {
    failed();
  }
}

async function showMore(all, mine) {
  more.disabled = true;
  try {
    const first = await show(list.children.length + STEP, all, mine);
    if (mine === latest) history.replaceState({ shown: list.children.length }, "");
    first?.querySelector("a").focus();
  } catch {
    failed();
  }
  more.disabled = false;
}

function address() {
  const query = new URLSearchParams();
  if (words()) query.set("q", words());
  for (const [name, values] of chosen()) query.set(name, values.join(","));
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return location.pathname + (text ? `?${text}` : "");
}

function changed({ typing = false } = {}) {
  clearTimeout(waiting);
  if (address() !== location.pathname + location.search) {
    history[typing ? "replaceState" : "pushState"](null, "", address());
  }
  search();
}

function read() {
  const query = new URLSearchParams(location.search);
  field.value = query.get("q") ?? "";
  for (const box of boxes) {
    box.checked = (query.get(box.name) ?? "").split(",").includes(box.value);
    // On a narrow screen the results would be pushed out of sight; what is chosen stands above them.
    if (box.checked && matchMedia("(min-width: 64rem)").matches) box.closest("details").open = true;
  }
  search();
}

let waiting = 0;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => changed({ typing: true }), PAUSE);
});
for (const box of boxes) box.addEventListener("change", () => changed());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  changed();
});
addEventListener("popstate", () => {
  // A link to a place on this page asks for nothing new.
  if (location.search !== sought) read();
});

read();
