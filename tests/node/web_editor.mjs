// The YAML language server as VS Code runs it in a browser, on github.dev: in a worker, which has no disk and
// asks the editor for files. This program is the worker's surroundings: it speaks the protocol over standard
// input and output, and answers for files as the extension does. What the server gives is a path; the
// extension takes it as one of the folder that is open, whose address is `vscode-vfs://github/owner/name`.
//
//   node --conditions=browser web_editor.mjs PATH-IN-THE-ADDRESS FOLDER

import { readFileSync } from "node:fs";
import { join } from "node:path";

const [, , opened, folder] = process.argv;

function send(message) {
  const body = Buffer.from(JSON.stringify(message));
  process.stdout.write(`Content-Length: ${body.length}\r\n\r\n`);
  process.stdout.write(body);
}

function file(path) {
  if (!path.startsWith(`${opened}/`)) throw new Error(`there is no ${path}`);
  return readFileSync(join(folder, path.slice(opened.length + 1)), "utf8");
}

function answer({ id, params }) {
  try {
    return { jsonrpc: "2.0", id, result: file([params].flat()[0]) };
  } catch (error) {
    return { jsonrpc: "2.0", id, error: { code: -32603, message: error.message } };
  }
}

globalThis.self = globalThis;
globalThis.addEventListener ??= () => {};
globalThis.postMessage = (message) => {
  if (message.method === "fs/readFile") globalThis.onmessage({ data: answer(message) });
  else send(message);
};

await import("yaml-language-server/out/src/webworker/yamlServerMain.js");
globalThis.onmessage({ data: { l10nBundle: {} } });

let waiting = Buffer.alloc(0);
process.stdin.on("data", (data) => {
  waiting = Buffer.concat([waiting, data]);
  for (;;) {
    const end = waiting.indexOf("\r\n\r\n");
    const length = end < 0 ? 0 : Number(/content-length: *(\d+)/i.exec(waiting.subarray(0, end))[1]);
    if (end < 0 || waiting.length < end + 4 + length) return;
    const message = JSON.parse(waiting.subarray(end + 4, end + 4 + length));
    waiting = waiting.subarray(end + 4 + length);
    if (message.method === "exit") process.exit(0);
    globalThis.onmessage({ data: message });
  }
});
