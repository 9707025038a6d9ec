import { crumbs, escape, layout, link } from "./parts.js";

const HOME = ["Home", "/"];

export function render(data) {
  const { library } = data.collections;
  const { url } = data.page;
  const kind = data.site.kinds.find((one) => one.name === data.kind);
  const beside = library.beside.get(url);
  return layout(
    data,
    data.title,
    [
      crumbs([HOME, [kind.title, `/${kind.name}/`]]),
      `<h1>${escape(data.title)}</h1>\n`,
      facts(data.facts),
      table(data.rows),
      data.content,
      outline(data.outline),
      backlinks(library.rows.get(url), data.site.headings),
      notes(data.notes),
      beside.before ? `<p>Before: ${link(beside.before.title, beside.before.url)}</p>\n` : "",
      beside.after ? `<p>After: ${link(beside.after.title, beside.after.url)}</p>\n` : "",
    ].join(""),
  );
}

function facts(entries = []) {
  const shown = entries.map((one) => `<div><dt>${one.name}</dt><dd>${link(one.text, one.url)}</dd></div>\n`);
  return `<dl>\n${shown.join("")}</dl>\n`;
}

function table(entries) {
  if (!entries) {
    return "";
  }
  const shown = entries.map((one) => `<tr><th scope="row">${link(one.name, one.url)}</th><td>${escape(one.text)}</td></tr>\n`);
  return `<table>\n${shown.join("")}</table>\n`;
}

function outline(places) {
  return places ? `<ul>\n${places.map((place) => `<li id="at-${place}">${place}</li>\n`).join("")}</ul>\n` : "";
}

function backlinks(found, headings) {
  if (!found) {
    return "";
  }
  return headings
    .filter((heading) => found.has(heading))
    .map((heading) => `<section>\n<h2>${heading}</h2>\n<ul>\n${found.get(heading).join("")}</ul>\n</section>\n`)
    .join("");
}

function notes(entries) {
  if (!entries) {
    return "";
  }
  const shown = entries.map(
    (one, index) => `<li id="note-${index + 1}">${link(`${one.name}, ${one.text}`, one.url)}</li>\n`,
  );
  return `<section>\n<h2>Sources</h2>\n<ol>\n${shown.join("")}</ol>\n</section>\n`;
}
