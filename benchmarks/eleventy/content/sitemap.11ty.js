export const data = { permalink: "/sitemap.xml" };

export function render(data) {
  const { kinds } = data.collections.library;
  const places = ["/", "/timeline/"];
  places.push(...data.site.kinds.map((kind) => `/${kind.name}/`));
  places.push(...data.collections.years.map((one) => `/timeline/${one.year}/`));
  places.push(...[...kinds.values()].flatMap((kind) => kind.map((one) => one.url)));
  const shown = places.map((place) => `<url><loc>${data.site.base}${place}</loc></url>\n`);
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${shown.join("")}</urlset>
`;
}
