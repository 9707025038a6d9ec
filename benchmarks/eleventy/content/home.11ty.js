import { layout } from "../templates/parts.js";

export const data = { permalink: "/index.html" };

export function render(data) {
  const latest = data.collections.years.flatMap((one) => one.entries).slice(-20).reverse();
  return layout(data, data.site.title, `<h1>${data.site.title}</h1>\n<ul>\n${latest.map((one) => one.row).join("")}</ul>\n`);
}
