import { layout } from "../templates/parts.js";

export const data = { permalink: "/404.html" };

export function render(data) {
  return layout(data, "Not found", "<h1>Not found</h1>\n<p>There is no such page.</p>\n");
}
