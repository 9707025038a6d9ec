// Narrows a list that is already on the page; what is chosen stands in the address.
// Within a group one of the chosen words must fit, and every group must fit.

const form = document.querySelector("form.filter");
const items = [...document.querySelectorAll("[data-item]")];
const groups = [...document.querySelectorAll("[data-group]")].reverse();
const years = [...document.querySelectorAll("section.year")];
const silences = [...document.querySelectorAll(".silence")];
const said = form.querySelector("[role=status]");
const applied = form.querySelector(".applied");
const narrowed = document.querySelector(".narrowed");
const jumps = [...document.querySelectorAll(".jump [data-of]")];
const forms = [...document.querySelectorAll("a[data-keeps-filters]")];
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const noun = form.dataset.noun;
const [one, many] = noun.split("|");

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
    for (const value of values) {
      const rest = new Map([...choice].filter(([other]) => other !== name));
      const left = none ? matching(rest).length : 0;
      const more = none ? ` (${left} without it)` : "";
      const made = button(`Remove “${label(name, value)}”${more}`, () => uncheck(name, value));
      list.push({ made, left });
    }
  }
  // Where nothing fits, what loses least of the reader's choice comes first: the way that shows fewest.
  list.sort((a, b) => (a.left || Infinity) - (b.left || Infinity));
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
    const words = box.closest("label").querySelector(".count");
    words.textContent = found.length;
    box.closest("label").classList.toggle("none", !found.length);
  }
}

function show() {
  const choice = chosen();
  const shown = new Set(matching(choice));
  for (const item of items) item.hidden = !shown.has(item);
  for (const group of groups) {
    group.hidden = !group.querySelector("[data-item]:not([hidden])");
  }
  for (const line of silences) line.hidden = choice.size > 0;
  for (const year of years) recount(year, choice.size > 0);
  for (const jump of jumps) jump.hidden = document.getElementById(jump.dataset.of).hidden;
  for (const link of forms) link.search = query();
  count(choice);
  const words = items.length === 1 ? one : many;
  said.textContent = choice.size
    ? `${shown.size} of ${items.length} ${words}${shown.size ? "" : ". Remove a filter to see more"}`
    : `${items.length} ${words}`;
  showApplied(choice, !shown.size);
  narrowed.hidden = !choice.size;
  const chosenWords = [...choice].flatMap(([name, values]) => values.map((value) => label(name, value)));
  narrowed.textContent = !choice.size ? "" : `Narrowed to ${chosenWords.join(", ")}: ${shown.size} of ${items.length} ${words}.`;
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

function read() {
  const found = new URLSearchParams(location.search);
  for (const field of form.elements) {
    const values = (found.get(field.name) ?? "").split(",");
    if (field.type === "checkbox") field.checked = values.includes(field.value);
    else if (field.tagName === "SELECT") field.value = values[0];
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
read();
show();
