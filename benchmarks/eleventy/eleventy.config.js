// What experts do for speed: templates in JavaScript, Markdown not run through a template language first,
// and what pages show of each other worked out once, in a collection.
import markdownIt from "markdown-it";
import { row } from "./templates/parts.js";

export default function (config) {
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.setLibrary("md", markdownIt({ html: false }));
  config.addPassthroughCopy({ "style.css": "style.css" });
  config.addCollection("library", (api) => library(api.getAll()));
  config.addCollection("years", (api) => years(api.getAll()));
  return {
    dir: { input: "content", output: "site", includes: "../templates", layouts: "../templates", data: "../data" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}

function records(all) {
  return all
    .filter((one) => one.data.kind)
    .sort((one, other) => compare(one.data.day ?? "", other.data.day ?? "") || compare(one.url, other.url));
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

function library(all) {
  const kinds = new Map();
  const rows = new Map();
  const beside = new Map();
  for (const { data, url } of records(all)) {
    const text = row(data, url);
    const kind = getOrMake(kinds, data.kind, () => []);
    const before = kind.at(-1);
    if (before) {
      beside.get(before.url).after = { url, title: data.title };
    }
    beside.set(url, { before });
    kind.push({ url, title: data.title, row: text, day: data.day });
    for (const link of data.links ?? []) {
      const headings = getOrMake(rows, link.url, () => new Map());
      getOrMake(headings, link.name, () => []).push(text);
    }
  }
  return { kinds, rows, beside };
}

function years(all) {
  const found = new Map();
  for (const { data, url } of records(all)) {
    if (data.day) {
      getOrMake(found, data.day.slice(0, 4), () => []).push({ url, title: data.title, row: row(data, url) });
    }
  }
  return [...found].map(([year, entries]) => ({ year, entries }));
}

function getOrMake(map, key, make) {
  if (!map.has(key)) {
    map.set(key, make());
  }
  return map.get(key);
}
