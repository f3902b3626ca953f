// Run the library in Pyodide, the Python of browsers, without a network. Run by check_browser.py:
//   node .ci/check_browser.mjs SITE INSIDE.py
// SITE is a folder that examples/browser/assemble.py put together; INSIDE.py tells the facts.
// Prints what was found, as JSON.

import { readFileSync } from "node:fs";
import net from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [site, inside] = process.argv.slice(2).map((name) => resolve(name));
const text = (name) => readFileSync(resolve(site, name), "utf8");

// Whoever asks for a network, whichever way, is written down and refused.
const asked = [];
const refuse = (name) => (...words) => {
  asked.push(`${name} ${words[0]?.url ?? words[0]}`);
  throw new Error("no network here");
};
globalThis.fetch = refuse("fetch");
globalThis.WebSocket = refuse("WebSocket");
globalThis.XMLHttpRequest = refuse("XMLHttpRequest");
net.Socket.prototype.connect = refuse("connect");

const { loadPyodide } = await import(pathToFileURL(resolve(site, "pyodide/pyodide.mjs")));
const wheels = JSON.parse(text("wheels/wheels.json")).map((name) => resolve(site, "wheels", name));
const pyodide = await loadPyodide({ packages: wheels, stdout: () => {} });
pyodide.FS.writeFile("check_lists.py", text("check_lists.py"));
pyodide.FS.writeFile("inside_browser.py", readFileSync(inside, "utf8"));

// The facts, with every warning as an error, as in the tests.
pyodide.runPython("import warnings; warnings.simplefilter('error')");
const facts = JSON.parse(pyodide.pyimport("inside_browser").facts());

// What the page does with it: made-up lists, a CSV file, a workbook that is none.
const page = pyodide.pyimport("check_lists");
const chosen = (files) => {
  for (const [name, content] of files) pyodide.FS.writeFile(`/lists/${name}`, content);
  const [shown] = page.check("/lists", "2019-09-09", "").toJs();
  return [shown, pyodide.FS.readdir("/lists").length - 2];
};
pyodide.FS.mkdir("/lists");
page.try_out("/lists", "2019-09-09");
const shown = {
  deadlines: page.deadlines("2019-09-09"),
  tuesday: page.deadlines("2019-09-10"),
  made: chosen([]),
  csv: chosen([["List_6.csv", "Child Unique ID,Date of Birth\nSYN-01,soon\n"]]),
  broken: chosen([["lists.xlsx", "SYN-01"]]),
};
const python = pyodide.runPython("import sys; f'{sys.version.split()[0]} on {sys.platform}'");
process.stdout.write(JSON.stringify({ python, facts, shown, asked }));
