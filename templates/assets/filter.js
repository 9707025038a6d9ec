// Narrows a list that is already on the page, or that stands on other pages where it is too long for one;
// what is chosen stands in the address.
// Within a group one of the chosen words must fit, and every group must fit.

const form = document.querySelector("form.filter");
const said = form.querySelector("[role=status]");
const applied = form.querySelector(".applied");
const narrowed = [...document.querySelectorAll(".narrowed")];
const list = document.querySelector("#list");
const bars = [...document.querySelectorAll(".strip a")].map((bar) => {
  const rect = bar.querySelector("rect");
  const [height, y] = ["height", "y"].map((name) => Number(rect.getAttribute(name)));
  return { bar, rect, height, foot: y + height, words: bar.getAttribute("aria-label") };
});
const parts = document.querySelector(".parts");
const jumps = [...document.querySelectorAll(".jump [data-of]")];
const others = [...document.querySelectorAll("a[data-keeps-filters]")];
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const elsewhere = [...form.querySelectorAll("a[data-titles]")].map((link) => link.href);
const total = Number(form.dataset.total);
const [one, many] = form.dataset.noun.split("|");
let items, groups, years, silences;

function collect() {
  items = [...document.querySelectorAll("[data-item]")];
  groups = [...document.querySelectorAll("[data-group]")].reverse();
  years = [...document.querySelectorAll("section.year")];
  silences = [...document.querySelectorAll(".silence")];
}

// Reads the years of one page of titles, with links that lead from here where they led from there.
async function bring(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const link of page.querySelectorAll("section.year a")) {
    link.href = new URL(link.getAttribute("href"), address).href;
  }
  return [...page.querySelectorAll("section.year")];
}

// A year that stands on several pages is put together again.
async function load() {
  const pages = await Promise.all(elsewhere.map(bring));
  elsewhere.length = 0;
  for (const year of pages.flat()) {
    const same = document.getElementById(year.id);
    if (same) same.append(...[...year.children].slice(1));
    else list.append(year);
  }
  collect();
  for (const year of years) {
    const count = year.querySelectorAll("[data-item]").length;
    year.querySelector(".count").textContent = `${count} ${count === 1 ? one : many}`;
  }
}

function chosen() {
  const found = new Map();
  for (const [name, value] of new FormData(form)) {
    if (value) found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

function fits(item, name, values) {
  if (name === "from") return item.dataset.until >= values[0];
  if (name === "to") return item.dataset.from <= values[0];
  const has = (item.dataset[name] ?? "").split(" ");
  return values.some((value) => has.includes(value));
}

function matching(choice) {
  return items.filter((item) => [...choice].every(([name, values]) => fits(item, name, values)));
}

function label(name, value) {
  const field = form.querySelector(`[name="${name}"][value="${value}"]`);
  if (field) return field.closest("label").querySelector(".words").textContent;
  const option = form.querySelector(`select[name="${name}"] option[value="${value}"]`);
  return `${name} ${option.textContent}`;
}

function uncheck(name, value) {
  for (const field of form.querySelectorAll(`[name="${name}"]`)) {
    if (field.tagName === "SELECT") field.value = "";
    else if (field.value === value) field.checked = false;
  }
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", () => {
    act();
    changed();
    said.focus();
  });
  return made;
}

function showApplied(choice, none) {
  const list = [];
  for (const [name, values] of choice) {
    const rest = new Map([...choice].filter(([other]) => other !== name));
    const left = none ? matching(rest).length : 0;
    const more = none ? ` (${left} without it)` : "";
    for (const value of values) {
      const words = `Remove “${label(name, value)}”${more}`;
      list.push({ left, made: button(words, () => uncheck(name, value)) });
    }
  }
  // Where nothing fits, first comes what widens the choice least.
  if (none) list.sort((a, b) => (a.left || Infinity) - (b.left || Infinity));
  const all = list.length > 1 ? [button("Remove all filters", () => form.reset())] : [];
  applied.replaceChildren(...list.map(({ made }) => made), ...all);
}

function recount(year, narrowed) {
  const count = year.querySelector(".count");
  count.dataset.all ??= count.textContent;
  const left = year.querySelectorAll("[data-item]:not([hidden])").length;
  count.textContent = narrowed ? `${left} of ${count.dataset.all}` : count.dataset.all;
}

// Beside each choice stands how many it would show together with what is chosen in the other groups.
function count(choice) {
  const fitting = new Map();
  for (const box of boxes) {
    if (!fitting.has(box.name)) {
      const rest = new Map([...choice].filter(([other]) => other !== box.name));
      fitting.set(box.name, matching(rest));
    }
    const found = fitting.get(box.name).filter((item) => fits(item, box.name, [box.value]));
    const words = box.closest("label");
    words.querySelector(".count").textContent = found.length;
    words.classList.toggle("none", !found.length);
  }
}

// The strip and its table show what is left of each month.
function redraw() {
  for (const { bar, rect, height, foot, words } of bars) {
    const anchor = bar.getAttribute("href").split("#")[1];
    const block = document.getElementById(anchor)?.closest(".month-block");
    if (!block) continue;
    const all = block.querySelectorAll("[data-item]").length;
    const left = block.querySelectorAll("[data-item]:not([hidden])").length;
    rect.setAttribute("height", (height * left) / all);
    rect.setAttribute("y", foot - (height * left) / all);
    const told = left === all ? words : words.replace(/: .*/, `: ${left} of ${all} ${many}`);
    bar.setAttribute("aria-label", told);
    bar.querySelector("title").textContent = told;
    for (const cell of document.querySelectorAll(`.year-strip td a[href$="#${anchor}"]`)) {
      cell.firstChild.data = left;
    }
  }
}

function hide(choice) {
  const shown = new Set(matching(choice));
  for (const item of items) item.hidden = !shown.has(item);
  for (const group of groups) {
    group.hidden = !group.querySelector("[data-item]:not([hidden])");
  }
  for (const line of silences) line.hidden = choice.size > 0;
  for (const year of years) recount(year, choice.size > 0);
  for (const jump of jumps) jump.hidden = document.getElementById(jump.dataset.of).hidden;
  if (parts) {
    parts.hidden = choice.size > 0;
    for (const year of years) year.hidden ||= !choice.size;
  }
  redraw();
  return shown.size;
}

async function show() {
  const choice = chosen();
  if (choice.size && elsewhere.length) {
    said.textContent = "Loading…";
    try {
      await load();
    } catch {
      said.textContent = "The list could not be loaded. The pages of its parts hold all of it.";
      return;
    }
  }
  const left = hide(choice);
  const words = total === 1 ? one : many;
  said.textContent = choice.size
    ? `${left} of ${total} ${words}${left ? "" : ". Remove a filter to see more"}`
    : `${total} ${words}`;
  showApplied(choice, !left);
  if (items.length) count(choice);
  for (const link of others) link.search = query();
  const chosenWords = [...choice].flatMap(([name, values]) => values.map((value) => label(name, value)));
  for (const line of narrowed) {
    line.hidden = !choice.size;
    line.textContent = `Narrowed to ${chosenWords.join(", ")}: ${left} of ${total} ${words}.`;
  }
}

function query() {
  const found = new URLSearchParams();
  for (const [name, values] of chosen()) found.set(name, values.join(","));
  return found.toString().replaceAll("%2C", ",");
}

function address() {
  const words = query();
  return location.pathname + (words ? `?${words}` : "") + location.hash;
}

// A month in the address in which nothing begins is a choice all the same.
function choose(field, month) {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month) && ![...field.options].some((option) => option.value === month)) {
    const words = new Date(`${month}-01`).toLocaleDateString("en-GB", { month: "long", year: "numeric" });
    const after = [...field.options].find((option) => option.value > month) ?? null;
    field.add(new Option(words, month), after);
  }
  field.value = month;
}

function read() {
  const found = new URLSearchParams(location.search);
  for (const field of form.elements) {
    const values = found.getAll(field.name).join(",").split(",");
    if (field.type === "checkbox") field.checked = values.includes(field.value);
    else if (field.tagName === "SELECT") choose(field, values[0]);
    if (field.type === "checkbox" && field.checked) field.closest("details").open = true;
  }
}

function changed() {
  history.pushState(null, "", address());
  show();
}

form.addEventListener("change", changed);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", () => {
  read();
  show();
});
collect();
read();
// As long as nothing is chosen the page is right as it came.
if (chosen().size) show();
