import { crumbs, layout, link } from "../templates/parts.js";

export const data = { permalink: "/timeline/index.html" };

export function render(data) {
  const shown = data.collections.years.map(
    ({ year, entries }) => `<li>${link(year, `/timeline/${year}/`)} ${entries.length}</li>\n`,
  );
  return layout(data, "Timeline", `${crumbs([["Home", "/"]])}<h1>Timeline</h1>\n<ul>\n${shown.join("")}</ul>\n`);
}
