import { crumbs, layout } from "../templates/parts.js";

export const data = {
  pagination: { data: "collections.years", size: 1, alias: "listed" },
  permalink: (data) => `/timeline/${data.listed.year}/index.html`,
};

export function render(data) {
  const { year, entries } = data.listed;
  const shown = entries.map((one) => one.row).join("");
  const way = crumbs([["Home", "/"], ["Timeline", "/timeline/"]]);
  return layout(data, year, `${way}<h1>${year}</h1>\n<ul>\n${shown}</ul>\n`);
}
