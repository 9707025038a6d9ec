// Finds pages through the index that Pagefind made of the site; the page below works without it.

const form = document.getElementById("search");
const field = document.getElementById("words-sought");
const list = document.getElementById("results");
const said = document.getElementById("found");
const MOST = 30;
const PAUSE = 200;

let finder = null;
let latest = 0;

async function loaded() {
  finder ??= await import(new URL("../pagefind/pagefind.js", import.meta.url));
  return finder;
}

function excerpt(html) {
  const line = document.createElement("p");
  line.className = "line";
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode("");
    part.textContent = node.textContent;
    line.append(part);
  }
  return line;
}

function result(page) {
  const item = document.createElement("li");
  const title = document.createElement("p");
  title.className = "title";
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  title.append(link);
  if (page.meta.kind) {
    const tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = page.meta.kind;
    title.append(" ", tag);
  }
  item.append(title, excerpt(page.excerpt));
  return item;
}

function announce(words, count) {
  if (!words) said.textContent = "";
  else if (!count) said.textContent = `Nothing was found for “${words}”. Try fewer or other words.`;
  else said.textContent = `${count} ${count === 1 ? "page" : "pages"} for “${words}”.`;
}

async function search(words) {
  const mine = ++latest;
  try {
    const pagefind = await loaded();
    const found = words ? (await pagefind.search(words)).results : [];
    const pages = await Promise.all(found.slice(0, MOST).map((one) => one.data()));
    if (mine !== latest) return;
    list.replaceChildren(...pages.map(result));
    announce(words, found.length);
  } catch {
    said.textContent = "Search could not be loaded. The links below lead to every page.";
  }
}

function remember(words) {
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

let waiting = 0;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    remember(field.value.trim());
    search(field.value.trim());
  }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  remember(field.value.trim());
  search(field.value.trim());
});

form.hidden = false;
field.value = new URL(location.href).searchParams.get("q") ?? "";
if (field.value) search(field.value);
