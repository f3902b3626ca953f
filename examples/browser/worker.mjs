// Runs Python in a worker, so that the page responds while lists are checked. The worker first loads
// everything, then removes all functions that could load or send more, and only then accepts files.

const FOLDER = "/lists"; // in the memory of this worker
const CALENDAR = /^holidays-/; // only deadlines need it, and it takes as long as the other wheels together
const tell = (kind, value) => postMessage({ kind, value });

// Python can call any global function here, and the policy of the page does not apply to its worker.
for (const name of [
  "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "Worker", "SharedWorker",
  "importScripts", "FontFace", "fonts", "BroadcastChannel", "caches", "indexedDB",
])
  for (let owner = self; owner; owner = Object.getPrototypeOf(owner)) delete owner[name];
const load = fetch;
let loaded = false;
self.fetch = async (...request) => {
  if (loaded) throw new Error("nothing more is loaded");
  return load(...request);
};

async function read(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name} is not on this server`);
  return answer;
}

async function start() {
  const { loadPyodide } = await import("./pyodide/pyodide.mjs");
  const names = await (await read("wheels/wheels.json")).json();
  const first = names.filter((name) => !CALENDAR.test(name));
  const packages = first.map((name) => new URL(`wheels/${name}`, location.href).href);
  const pyodide = await loadPyodide({ packages });
  const later = [];
  for (const name of names.filter((name) => CALENDAR.test(name)))
    later.push(await (await read(`wheels/${name}`)).arrayBuffer());
  pyodide.FS.writeFile("check_lists.py", await (await read("check_lists.py")).text());
  pyodide.FS.mkdir(FOLDER);
  const program = pyodide.pyimport("check_lists");
  loaded = true;

  const progress = (step, done, total) => tell("progress", { step, done, total });
  const deadlines = (day) => {
    while (later.length) pyodide.unpackArchive(later.pop(), "wheel");
    pyodide.pyimport("importlib").invalidate_caches();
    return program.deadlines(day);
  };
  self.onmessage = async ({ data: { files, day, lists } }) => {
    const contents = [];
    try {
      for (const file of files ?? []) contents.push([file.name, new Uint8Array(await file.arrayBuffer())]);
    } catch {
      return tell("unread");
    }
    // All files are read. Nothing waits from here to the report, so no other check can start in between.
    try {
      program.empty(FOLDER);
      if (!files) program.try_out(FOLDER, day);
      for (const [name, content] of contents) pyodide.FS.writeFile(`${FOLDER}/${name}`, content);
      const [shown, problems] = program.check(FOLDER, day, lists, progress).toJs();
      tell("report", { shown, problems });
      tell("deadlines", deadlines(day));
    } catch {
      tell("broken"); // without the text of the error, which could quote a file
    }
  };
}

start().then(
  () => tell("ready"),
  (error) => tell("missing", error.message),
);
