// Prints as JSON what Netlify's own parsers make of netlify.toml and of a _redirects file.
//
// node netlify.mjs NETLIFY_TOML REDIRECTS ADDRESS...
//
// `rules` has, for each ADDRESS, every header rule that matches it. They are not merged:
// how Netlify merges two of them is not documented.

import { dirname } from "node:path";

import { resolveConfig } from "@netlify/config";
import { parseAllHeaders } from "@netlify/headers-parser";
import { parseAllRedirects } from "@netlify/redirect-parser";

const CONTEXTS = ["production", "deploy-preview", "branch-deploy"];

const [configPath, redirectsPath, ...addresses] = process.argv.slice(2);

async function buildIn(context) {
  const { config } = await resolveConfig({
    config: configPath,
    repositoryRoot: dirname(configPath),
    context,
    branch: "any",
    offline: true, // asks Netlify nothing
    mode: "require",
  });
  const { command, publish, environment } = config.build;
  return { command, publish, environment };
}

const { headers, errors: headerErrors } = await parseAllHeaders({
  netlifyConfigPath: configPath,
  minimal: false, // keeps the patterns that addresses are matched against
});
const { redirects, errors: redirectErrors } = await parseAllRedirects({
  redirectsFiles: [redirectsPath],
  netlifyConfigPath: configPath,
  minimal: false,
});

const builds = await Promise.all(CONTEXTS.map(async (name) => [name, await buildIn(name)]));
const rules = addresses.map((address) => [
  address,
  headers
    .filter((rule) => rule.forRegExp.test(address))
    .map((rule) => ({ for: rule.for, values: rule.values })),
]);

console.log(
  JSON.stringify({
    builds: Object.fromEntries(builds),
    rules: Object.fromEntries(rules),
    redirects: redirects.map(({ from, to, status, force }) => ({ from, to, status, force })),
    errors: [...headerErrors, ...redirectErrors].map((error) => error.message),
  }),
);
