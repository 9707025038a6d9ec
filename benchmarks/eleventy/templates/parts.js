const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escape(text) {
  return String(text).replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
}

export function link(text, url) {
  return url ? `<a href="${url}">${escape(text)}</a>` : escape(text);
}

export function row(data, url) {
  const when = data.words ? ` <time datetime="${data.day}">${data.words}</time>` : "";
  return `<li>${link(data.title, url)}${when}</li>\n`;
}

export function crumbs(entries) {
  const shown = entries.map(([title, url]) => `<li>${link(title, url)}</li>`);
  return `<nav aria-label="You are here"><ol>${shown.join("")}</ol></nav>\n`;
}

let footer;

export function layout(data, title, main) {
  footer ??= data.site.kinds.map((kind) => `<li>${link(kind.title, `/${kind.name}/`)}</li>`).join("");
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – ${data.site.title}</title>
<link rel="canonical" href="${data.site.base}${data.page.url}">
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
</head>
<body>
<header><p><a href="/">${data.site.title}</a></p></header>
<main id="main">
${main}</main>
<footer><nav><ul>${footer}<li><a href="/timeline/">Timeline</a></li></ul></nav></footer>
</body>
</html>
`;
}
