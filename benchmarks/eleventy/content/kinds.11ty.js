import { crumbs, layout } from "../templates/parts.js";

export const data = {
  pagination: { data: "site.kinds", size: 1, alias: "listed" },
  permalink: (data) => `/${data.listed.name}/index.html`,
};

export function render(data) {
  const entries = data.collections.library.kinds.get(data.listed.name) ?? [];
  const shown = entries.map((one) => one.row).join("");
  return layout(data, data.listed.title, `${crumbs([["Home", "/"]])}<h1>${data.listed.title}</h1>\n<ul>\n${shown}</ul>\n`);
}
