// Serve a folder on this machine and use its pages in Chromium:
//   node .ci/in_chromium.mjs TOOLS CHROMIUM docs SITE   the built docs
//   node .ci/in_chromium.mjs TOOLS CHROMIUM page SITE   the page of examples/browser, assembled
// TOOLS is where npm installed playwright-core and axe-core. Exits 1 and names each fault.

import { mkdtempSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";

const [tools, executablePath, what, folder] = process.argv.slice(2);
const require = createRequire(resolve(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".mjs": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm",
};
const asked = [];
let workerPolicy = {}; // the headers of worker.mjs
const server = createServer((request, response) => {
  asked.push(request.url);
  const file = join(folder, decodeURIComponent(request.url.split("?")[0]));
  const found = existsSync(file) && statSync(file).isFile();
  const shown = found ? file : join(folder, "404.html");
  response.writeHead(found ? 200 : 404, {
    "Content-Type": TYPES[extname(shown)] ?? "application/octet-stream",
    ...(request.url === "/worker.mjs" ? workerPolicy : {}),
  });
  response.end(existsSync(shown) ? readFileSync(shown) : "");
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;

// Each fault with the views that have it.
const faults = new Map();
const fault = (text, view = "") => faults.set(text, [...(faults.get(text) ?? []), view]);
const expect = (holds, text) => holds || fault(text);

function listen(tab, where) {
  tab.on("pageerror", (error) => fault(`${where()}: error: ${error.message}`));
  tab.on("console", (message) =>
    ["error", "warning"].includes(message.type()) && fault(`${where()}: console: ${message.text()}`));
  tab.on("request", (request) =>
    request.url().startsWith(`${origin}/`) || /^(data|blob):/.test(request.url()) ||
    fault(`${where()}: requests ${request.url()}`));
}

const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

// Rules whose results depend on colour scheme or width; the others are checked in the first view only.
const VISUAL = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];
const NAVIGATION = [".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer"]; // on every page

async function accessible(tab, page, view, { rules, exclude = [], colours = true } = {}) {
  // Animations would change the colours that axe measures.
  await tab.addStyleTag({ content: "*, *::before, *::after { transition: none !important; animation: none !important }" });
  await tab.evaluate(`window.axe || ${JSON.stringify(axe)} && (0, eval)(${JSON.stringify(axe)})`);
  const violations = await tab.evaluate(async ([runOnly, exclude, enabled]) => {
    const options = { runOnly, resultTypes: ["violations"], iframes: false, preload: false, rules: { "color-contrast": { enabled } } };
    const found = await globalThis.axe.run({ include: ["html"], exclude }, options);
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  }, [rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS }, exclude, colours]);
  for (const text of violations) fault(`${page}: ${text}`, view);
}

// Two views are enough for both widths and both colour schemes, and axe-core is slow.
const VIEWS = [["wide", "light", "default"], ["narrow", "dark", "slate"]];

const seen = [];
async function look(tab, page) {
  await tab.goto(`${origin}/${page}`, { waitUntil: "load" });
  // Colours follow from what an element is and is in. Measuring contrast is slow, so elements are
  // measured where they are new; blocks of code without a new one lose their thousands of words in colour.
  const fresh = await tab.evaluate((seen) => {
    const all = (root) => [...root.querySelectorAll("*")].map((element) =>
      [element.parentElement.parentElement, element.parentElement, element].map((one) => `${one.tagName} ${one.className}`).join());
    const unseen = (root) => [...new Set(all(root))].filter((place) => !seen.includes(place));
    for (const code of document.querySelectorAll("pre code")) if (!unseen(code).length) code.textContent = code.textContent;
    return unseen(document.querySelector("article"));
  }, seen);
  seen.push(...fresh);
  for (const [size, colorScheme, expected] of VIEWS) {
    const view = `${size} ${colorScheme}`;
    await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await tab.setViewportSize(SIZES[size]);
    await tab.waitForFunction((scheme) => document.body.dataset.mdColorScheme === scheme, expected);
    const cut = await tab.evaluate(() => {
      const right = (element) => element.getBoundingClientRect().right;
      const root = document.scrollingElement;
      const captions = [...document.querySelectorAll("[role=region] caption")]
        .filter((caption) => right(caption) > right(caption.closest("[role=region]")) + 2);
      return [...(root.scrollWidth > root.clientWidth ? ["it scrolls sideways"] : []),
        ...captions.map((caption) => `a caption is cut off: ${caption.textContent}`)];
    });
    for (const text of cut) fault(`${page}: ${text}`, view);
    await accessible(tab, page, view, {
      rules: expected === "default" ? undefined : VISUAL,
      exclude: page === "index.html" ? [] : NAVIGATION,
      colours: fresh.length > 0,
    });
  }
}

// The page that should be the first result for these searches.
const FIRST = {
  "explanation/gdpr": ["GDPR"],
  "how-to/another-calendar": ["calendar"],
  "how-to/data-frames": ["data frame"],
  "how-to/decide-scope": ["age", "ages", "deep dive", "scope"],
  "how-to/django": ["Django"],
  "how-to/excel-and-power-bi": ["CSV", "Excel", "Power BI"],
  "how-to/exchange-json": ["JSON", "pydantic"],
  "how-to/jupyter": ["Jupyter"],
  "how-to/late-bank-holiday": ["bank holiday"],
  "how-to/lists-drawn-later": ["drawn"],
  "how-to/logging": ["error", "logging"],
  "how-to/prepare-an-area": ["readiness"],
  "how-to/sqlalchemy": ["SQLAlchemy"],
  "how-to/time-zones": ["time zone"],
  "how-to/untrusted-files": ["untrusted", "upload"],
  "reference/child-lists": ["CAMHS", "lists"],
  "reference/criteria": ["criteria"],
  "reference/milestones": ["milestones"],
};

async function search(tab, words) {
  await tab.fill("[data-md-component=search-query]", words);
  await tab.keyboard.press("End"); // the page waits for a key
}

// Copying, searching, the menu and the page for a missing address work the same everywhere.
async function useDocs(tab) {
  const copied = async (selector) => {
    await tab.locator(`${selector} [data-md-type="copy"]`).first().click();
    return (await tab.evaluate(() => navigator.clipboard.readText())).trim();
  };
  await tab.goto(`${origin}/tutorial/first-timetable.html`);
  for (const language of ["console", "pycon"]) {
    const text = await copied(`.language-${language}`);
    expect(text && !/^(\$|>>>|\.\.\.) /m.test(text), `copying ${language} copies more than what is typed: ${text}`);
  }
  await tab.goto(`${origin}/index.html`);
  await tab.keyboard.press("/");
  await tab.waitForFunction(() => document.activeElement !== document.body);
  const results = tab.locator(".md-search-result__list > li");
  for (const [page, searches] of Object.entries(FIRST))
    for (const words of searches) {
      await search(tab, "");
      await results.first().waitFor({ state: "detached" });
      await search(tab, words);
      const found = await results.first().locator("a").first().getAttribute("href");
      expect(found.includes(`/${page}.html?`), `a search for “${words}” has ${found} first, not ${page}`);
    }
  await accessible(tab, "index.html", "search open");
  await tab.setViewportSize(SIZES.narrow);
  await tab.goto(`${origin}/index.html`);
  await tab.locator('label.md-header__button[for="__drawer"]').click();
  await accessible(tab, "index.html", "menu open");
  await tab.goto(`${origin}/reference/nowhere.html`);
  expect(/404/.test(await tab.locator("main").textContent()), "a missing page is not answered with 404.html");
  await tab.locator("main article a[href]").first().click();
  expect(tab.url() === `${origin}/index.html`, "the page 404.html does not lead home");
}

async function docs(browser) {
  const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
  const waiting = [...pages];
  const index = JSON.parse(readFileSync(join(folder, "search", "search_index.json"), "utf8"));
  await Promise.all([1, 2].map(async () => {
    const tab = await browser.newPage();
    let page;
    listen(tab, () => page);
    // An empty index saves building the search on each page. Search is tested on one page below.
    await tab.route("**/search_index.json", (route) => route.fulfill({ json: { ...index, docs: [] } }));
    while ((page = waiting.shift())) await look(tab, page).catch((error) => fault(`${page}: ${error.message}`));
  }));
  await useDocs(await browser.newPage({ permissions: ["clipboard-read", "clipboard-write"], reducedMotion: "reduce" }));
  return `${pages.length} pages of the docs in two views`;
}

// Return a list; one in `wrong` rows has a date of birth that is not a date.
function rows(number, wrong) {
  const titles = "Child Unique ID,Gender,Date of Birth,Age of Child (Years),Date of Referral";
  const made = Array.from({ length: number }, (_, at) =>
    `SYN-${at},a) Male,${at % wrong ? "21/04/2013" : "soon"},6,02/09/2019`);
  return [titles, ...made, ""].join("\n");
}

// Runs in the worker, and returns the ways in which it can still load or send something.
async function waysOut() {
  const url = new URL("index.html?worker", location.href).href;
  const request = new (globalThis.XMLHttpRequest ?? Object)();
  const ways = {
    fetch: () => fetch(url),
    XMLHttpRequest: () => { request.open("GET", url, false); request.send(); },
    WebSocket: () => new WebSocket(url.replace("http", "ws")),
    EventSource: () => new EventSource(url),
    WebTransport: () => new WebTransport(url.replace("http:", "https:")),
    Worker: () => new Worker(url),
    importScripts: () => importScripts(url),
    FontFace: () => new FontFace("x", `url(${url})`).load(),
    caches: () => caches.open("x"),
    indexedDB: () => indexedDB.open("x"),
    BroadcastChannel: () => new BroadcastChannel("x"),
  };
  const used = await Promise.allSettled(Object.values(ways).map(async (way) => way()));
  return Object.keys(ways).filter((_, at) => used[at].status === "fulfilled");
}

async function page(browser) {
  const work = mkdtempSync(join(tmpdir(), "lists-"));
  const [list, gone] = ["List_6.csv", "List_7.csv"].map((name) => join(work, name));
  for (const file of [list, gone]) writeFileSync(file, rows(60, 1));
  const tab = await browser.newPage({ acceptDownloads: true });
  listen(tab, () => "the page");
  const status = tab.locator("[role=status]");
  const until = (words) => status.filter({ hasText: words }).waitFor({ timeout: 120_000 });
  const cancellable = () => tab.locator("[name=cancel]").isVisible();
  const focused = () => tab.evaluate(() => document.activeElement.name);
  const shows = async (step, ...words) => {
    const text = await tab.locator("main").innerText();
    for (const word of words) expect(text.includes(word), `${step}: the page does not show “${word}”: ${text.slice(0, 300)}`);
    expect(!text.includes("SYN-"), `${step}: the page shows an identifier`);
  };
  const check = async (...files) => {
    await tab.setInputFiles("[name=files]", files);
    if (files.includes(gone)) rmSync(gone);
    await tab.click("[name=check]");
    await until(/Done|Not checked/);
  };
  await tab.goto(`${origin}/index.html`);
  await until(/^Ready/);
  const loaded = new Set(asked), requests = asked.length;
  expect(!(await cancellable()), "Cancel is shown while nothing is checked");
  await accessible(tab, "the page", "ready");
  await tab.click("[name=try]");
  await until("Done");
  await shows("synthetic lists", "end-before-start", "Thu 12 Sep 2019");
  expect((await tab.inputValue("[name=notification]")) === "", "synthetic lists leave a date in the form");
  await tab.setInputFiles("[name=files]", list);
  await shows("another file", "Nothing is checked yet");
  await tab.fill("[name=notification]", "2019-09-09");
  await check(gone);
  await shows("an unreadable file", "a file could not be read");
  await check(list);
  await shows("a list", "not-a-date", "Files: List_6.csv.");
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.click("a[download]")]);
  const saved = readFileSync(await download.path(), "utf8");
  expect(saved.split("not-a-date").length === 61 && !saved.includes("SYN-"), "the saved problems are not those shown");
  for (const [size, colorScheme] of VIEWS) {
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize(SIZES[size]);
    await accessible(tab, "the page", `report, ${size} ${colorScheme}`);
  }
  await tab.fill("[name=notification]", "2019-09-16");
  await shows("another day", "Nothing is checked yet");
  await tab.fill("[name=notification]", "2019-09-09");

  // During a long check, used by keyboard only, the page responds, shows progress and keeps the focus.
  writeFileSync(list, rows(10_000, 10));
  await tab.setInputFiles("[name=files]", list);
  await tab.evaluate(() => {
    globalThis.said = [];
    const status = document.querySelector("[role=status]");
    new MutationObserver(() => globalThis.said.push(status.textContent)).observe(status, { childList: true });
  });
  await tab.focus("[name=check]");
  await tab.keyboard.press("Enter");
  await until(/^Checking/);
  expect((await focused()) === "cancel", "the focus is not on Cancel while the page checks");
  let freeze = 0;
  for (let text = "", left = 10_000; left && !/^Done/.test(text); left -= 1) {
    const began = performance.now();
    text = await status.innerText();
    freeze = Math.max(freeze, Math.round(performance.now() - began));
    await tab.waitForTimeout(5);
  }
  expect(freeze < 1000, `the page does not respond for ${freeze} ms while it checks 10,000 rows`);
  expect((await focused()) === "check", "the focus does not return to Check");
  const said = await tab.evaluate(() => globalThis.said);
  expect(said.includes("Checking: 50 %") && said.length < 12, `the status says ${said}`);
  await shows("10,000 rows", "1,000", "not-a-date");
  expect(asked.length === requests, `after loading, the page asks for ${asked.slice(requests)}`);
  const open = await tab.workers()[0].evaluate(waysOut);
  expect(open.length === 0, `the worker can use ${open}`);

  // Cancelling ends the worker. The next one has the policy that the server should send.
  workerPolicy = { "Content-Security-Policy": readFileSync("docs/how-to/in-the-browser.md", "utf8").match(/default-src 'none'; script-src[^\n`"]+/)[0] };
  await tab.keyboard.press("Enter");
  await until(/^Checking/);
  await tab.keyboard.press("Enter");
  await until(/^Cancelled/);
  expect((await focused()) === "files", "after cancelling, the focus is lost");
  await accessible(tab, "the page", "loading");
  await until(/^Cancelled. Ready/);
  expect((await tab.locator("section").allInnerTexts()).join("") === "", "a cancelled check shows a report");
  expect(asked.every((url) => loaded.has(url)), `after cancelling, the page asks for ${asked.filter((url) => !loaded.has(url))}`);
  const foreign = await tab.workers()[0].evaluate(() => import("data:text/javascript,").then(() => true, () => false));
  expect(!foreign, "the policy for the worker is not in force");
  await tab.click("[name=check]");
  await until("Done");
  await shows("after cancelling", "not-a-date", "Thu 12 Sep 2019");

  // The page may send nothing in the background, not even to this server.
  const sent = await tab.evaluate(() => Promise.all([
    fetch("index.html?fetch").catch(() => 0), navigator.sendBeacon("index.html?beacon", "x"),
    new Promise((done) => { const image = new Image(); image.onload = image.onerror = done; image.src = "index.html?image"; }),
    new Promise((done) => { try { const socket = new WebSocket(location.href.replace("http", "ws")); socket.onopen = () => done("sent"); socket.onerror = done; } catch { done(); } }),
    new Promise((done) => { const script = document.createElement("script"); script.onload = script.onerror = done; script.src = "page.mjs?script"; document.head.append(script); }),
  ]).then((answers) => answers[3] === "sent"));
  const refused = [...faults.keys()].filter((text) => /console: .*(Content Security Policy|violates)|requests ws:/.test(text));
  for (const text of refused) faults.delete(text);
  expect(refused.length >= 3, "the browser did not report that it refused requests");
  expect(!sent && !asked.some((url) => url.includes("?")), `the page sent something: ${asked.filter((url) => url.includes("?"))}`);
  rmSync(work, { recursive: true });
  return "the page that checks lists";
}

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
const done = await { docs, page }[what](browser).catch((error) => fault(error.message) && "stopped");
await browser.close();
server.close();
for (const [text, views] of faults) console.error(`${text} [${views.join(", ")}]`);
console.log(`${done}: ${faults.size} faults`);
process.exit(faults.size ? 1 : 0);
