// Open the page of examples/browser in Chromium, check made-up lists and chosen files with it, and
// try to get something out of it. Run by check_browser.py, which serves the page:
//   node .ci/check_page.mjs CHROMIUM PROFILE URL LIST.csv OTHER.csv GONE.csv
// The last file is deleted once it is chosen. Prints what was seen, as JSON.

import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const [, script, chromium, profile, url, list, other, gone] = process.argv;
const quiet = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const browser = spawn(
  chromium,
  [...quiet, `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
);

// The browser's own protocol: JSON with a zero after it, on its third and fourth file.
const waiting = new Map();
const requests = [];
const answered = [];
const refused = [];
let text = "";
browser.stdio[4].on("data", (data) => {
  text += data;
  const parts = text.split("\0");
  text = parts.pop();
  for (const part of parts.map((one) => JSON.parse(one))) {
    if (part.id) waiting.get(part.id)(part);
    else if (part.method === "Network.requestWillBeSent") requests.push(part.params.request.url);
    else if (part.method === "Network.responseReceived") answered.push(part.params.response.url);
    else if (part.method === "Log.entryAdded") refused.push(part.params.entry.text);
  }
});
let last = 0;
let sessionId;
const call = (method, params = {}) =>
  new Promise((done, failed) => {
    last += 1;
    waiting.set(last, ({ result, error }) => (error ? failed(new Error(error.message)) : done(result)));
    browser.stdio[3].write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
  });
const ask = async (expression) =>
  (await call("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result.value;
const until = async (words) => {
  for (let tries = 0; tries < 300; tries += 1) {
    const said = await ask("document.querySelector('[role=status]')?.textContent");
    if (words.test(said)) return said;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`the page does not get to ${words}`);
};
const press = (name) => ask(`document.querySelector("[name=${name}]").click()`);
const shown = () => ask("document.querySelector('main').innerText");

try {
  const { targetId } = await call("Target.createTarget", { url: "about:blank" });
  ({ sessionId } = await call("Target.attachToTarget", { targetId, flatten: true }));
  for (const part of ["Page", "Network", "Log", "DOM"]) await call(`${part}.enable`);
  await call("Page.navigate", { url });
  const ready = await until(/Ready|could not/);
  const complaints = refused.length;
  await call("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: profile });
  // Made-up lists need no date, and bring none for real ones.
  await press("try");
  await until(/Done|Not checked/);
  const made = await shown();
  const day = await ask("document.querySelector('[name=notification]').value");
  const enter = (name, value) =>
    ask(`{ const field = document.querySelector("[name=${name}]"); field.value = "${value}";
      field.dispatchEvent(new Event("input", { bubbles: true })) }`);
  const { root } = await call("DOM.getDocument");
  const query = { nodeId: root.nodeId, selector: "[name=files]" };
  const { nodeId } = await call("DOM.querySelector", query);
  const choose = (...files) => call("DOM.setFileInputFiles", { nodeId, files });
  // As soon as others are chosen, or another day, the page shows nothing of those before.
  const stale = [];
  await choose(list);
  stale.push(await shown());
  await enter("notification", "2019-09-09");
  const check = async (...files) => {
    await choose(...files);
    if (files.includes(gone)) rmSync(gone);
    await press("check");
    return until(/Done|Not checked/);
  };
  // A list that cannot be read leaves nothing behind for the next check, which is of another area.
  const unread = await check(other, gone);
  await check(list);
  const chosen = await shown();
  await ask("document.querySelector('a[download]').click()");
  const file = join(profile, "problems.csv");
  for (let tries = 0; tries < 100 && !existsSync(file); tries += 1)
    await new Promise((later) => setTimeout(later, 100));
  const saved = existsSync(file) ? readFileSync(file, "utf8") : "";
  await enter("notification", "2019-09-16");
  stale.push(await shown());
  await enter("notification", "2019-09-09");
  // The lists that are due first can be checked alone.
  await enter("lists", "6,7,8");
  await check(list);
  const first = await shown();
  await enter("lists", "");
  stale.push(await shown());
  await check(list);
  // Who presses both buttons gets what the first asks for.
  await ask("for (const name of ['check', 'try']) document.querySelector(`[name=${name}]`).click()");
  await until(/Done|Not checked/);
  await new Promise((later) => setTimeout(later, 2000));
  const twice = await shown();
  const broken = await check(script);
  await check(list, script);
  const mixed = await shown();
  // Whoever would send something now, to whomever, must fail, and Python too.
  const out = {};
  for (const [name, way] of Object.entries({
    fetch: "fetch('wheels/wheels.json').then(() => 'sent', () => 'refused')",
    image: "new Promise((r) => { const i = new Image(); i.onload = i.onerror = () => r(i.width ? 'sent' : 'refused'); i.src = 'index.html?image' })",
    beacon: "navigator.sendBeacon('index.html?beacon', 'x') && 'maybe'",
    socket: "new Promise((r) => { try { const s = new WebSocket(location.href.replace('http', 'ws')); s.onopen = () => r('sent'); s.onerror = () => r('refused') } catch { r('refused') } })",
  }))
    out[name] = await ask(way);
  await new Promise((later) => setTimeout(later, 300));
  const before = [...requests];
  // What no policy governs: the tab can be led to another address, and the address holds anything.
  await ask("location.href = 'index.html?away'");
  for (let tries = 0; tries < 100 && !answered.some((one) => one.endsWith("?away")); tries += 1)
    await new Promise((later) => setTimeout(later, 100));
  process.stdout.write(
    JSON.stringify({
      ready, complaints, made, day, stale, unread, chosen, saved, first, twice, broken, mixed, out,
      requests: before,
    }),
  );
} finally {
  sessionId = undefined;
  const gone = new Promise((done) => browser.once("exit", done));
  await call("Browser.close");
  await gone;
}
