import { escape } from "../templates/parts.js";

export const data = { permalink: "/feed.xml" };

export function render(data) {
  const latest = data.collections.years.flatMap((one) => one.entries).slice(-20).reverse();
  const items = latest.map(
    (one) => `<item><title>${escape(one.title)}</title><link>${data.site.base}${one.url}</link></item>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>${data.site.title}</title><link>${data.site.base}/</link>
${items.join("")}</channel></rss>
`;
}
