// Open every page of a site in Chromium, wide and narrow, light and dark, and report what a reader
// would stumble over. Run by check_pages.py, which serves the site:
//   node .ci/check_pages.mjs FOLDER <what.json
// FOLDER is where npm installed axe-core and playwright-core.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.argv[2], "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { origin, browser: executablePath, pages, tabs } = JSON.parse(readFileSync(0, "utf8"));

const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } };
const SCHEMES = { light: "default", dark: "slate" };
const TAGS = [
  "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
];

// Faults by page, each with the views that have it.
const faults = new Map();
function fault(page, view, text) {
  const key = `${page}: ${text}`;
  faults.set(key, [...(faults.get(key) ?? []), view]);
}

const firstLine = ({ message }) => message.split("\n")[0];

// What is meant for the mouse, the printer or the next moment must not blur what axe measures.
const STILL = "*, *::before, *::after { transition: none !important; animation: none !important }";

async function prepare(tab) {
  await tab.addStyleTag({ content: STILL });
  await tab.evaluate(axe);
}

async function measure(tab, page, view) {
  const found = await tab.evaluate(async (tags) => {
    const { violations } = await axe.run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
      // There are no frames, and what is loaded is of this site.
      iframes: false,
      preload: false,
    });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({ id, help, target: target.join(" "), failureSummary })),
    );
  }, TAGS);
  for (const { id, help, target, failureSummary } of found) {
    const contrast = /contrast of ([\d.]+)/.exec(failureSummary)?.[1];
    fault(page, view, `${id}: ${target} (${help}${contrast ? `; it is ${contrast}` : ""})`);
  }
}

// What sticks out of a page that scrolls sideways, or the scrolling itself.
async function overflow(tab) {
  return tab.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const outside = [...document.querySelectorAll("main *")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    const name = (element) =>
      element.tagName.toLowerCase() + (element.className ? `.${element.className}` : "");
    return `${root.scrollWidth - root.clientWidth}px, by ${outside.slice(0, 3).map(name).join(" > ")}`;
  });
}

// A caption, which may hold the answer, that goes on where the table around it is cut off.
async function cut(tab) {
  return tab.evaluate(() => {
    const right = (element) => element.getBoundingClientRect().right;
    return [...document.querySelectorAll("[role=region] caption")]
      .filter((caption) => right(caption) > right(caption.closest("[role=region]")) + 2)
      .map((caption) => caption.textContent);
  });
}

async function look(tab, page) {
  const listening = {
    console: (message) =>
      ["error", "warning"].includes(message.type()) &&
      fault(page, "console", `console: ${message.text()}`),
    pageerror: (error) => fault(page, "console", `error: ${error.message}`),
    request: (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url))
        fault(page, "network", `asks elsewhere: ${url}`);
    },
    response: (response) =>
      response.status() >= 400 && fault(page, "network", `${response.status()}: ${response.url()}`),
  };
  for (const [event, listener] of Object.entries(listening)) tab.on(event, listener);
  await tab.goto(`${origin}/${page}`, { waitUntil: "load" });
  await prepare(tab);
  for (const [scheme, expected] of Object.entries(SCHEMES)) {
    await tab.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const [size, viewport] of Object.entries(SIZES)) {
      const view = `${size} ${scheme}`;
      await tab.setViewportSize(viewport);
      await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20))));
      const shown = await tab.evaluate(() => document.body.dataset.mdColorScheme);
      if (shown !== expected) fault(page, view, `the colours are those of ${shown}`);
      const wide = await overflow(tab);
      if (wide) fault(page, view, `scrolls sideways: ${wide}`);
      for (const caption of await cut(tab)) fault(page, view, `a caption is cut off: ${caption}`);
      await measure(tab, page, view);
    }
  }
  for (const [event, listener] of Object.entries(listening)) tab.off(event, listener);
}

// What is typed after the prompts, and nothing that was printed.
const TYPED = {
  console: "python -m jtai timetable 2019-09-09",
  pycon: [
    "from datetime import date",
    "import jtai",
    "timetable = jtai.Timetable.from_notification(date(2019, 9, 9))",
    'lists = timetable["child_lists"]',
    "print(lists.explain())",
  ].join("\n"),
};

// What works on every page alike is tried on one: the copy button, the search, the menu of a phone,
// and the page for an address that is not there.
async function tryOut(tab) {
  const home = `${origin}/index.html`;
  await tab.emulateMedia({ reducedMotion: "reduce" });
  await tab.setViewportSize(SIZES.wide);
  await tab.goto(home);
  await prepare(tab);
  const code = tab.locator("pre > code").first();
  await tab.locator('[data-md-type="copy"]').first().click();
  const copied = await tab.evaluate(() => navigator.clipboard.readText());
  if (copied.trim() !== (await code.textContent()).trim())
    fault("index.html", "copy", "the button copies something other than the code");
  const page = "tutorial/first-timetable.html";
  await tab.goto(`${origin}/${page}`);
  for (const [language, typed] of Object.entries(TYPED)) {
    await tab.locator(`.language-${language} [data-md-type="copy"]`).first().click();
    if ((await tab.evaluate(() => navigator.clipboard.readText())) !== typed)
      fault(page, "copy", `the button on ${language} copies something other than what is typed`);
  }

  await tab.goto(home);
  await prepare(tab);
  await tab.keyboard.press("/");
  await tab.waitForFunction(() => document.activeElement !== document.body);
  await tab.keyboard.type("bank holiday", { delay: 20 });
  await tab
    .locator('a[href*="late-bank-holiday.html?h="]')
    .first()
    .waitFor()
    .catch(() => fault("index.html", "search", "a search for “bank holiday” finds no page about it"));
  await measure(tab, "index.html", "search open");

  await tab.setViewportSize(SIZES.narrow);
  await tab.goto(home);
  await prepare(tab);
  await tab.locator('label.md-header__button[for="__drawer"]').click();
  await measure(tab, "index.html", "menu open");

  await tab.goto(`${origin}/reference/nowhere.html`);
  const text = await tab.locator("main").textContent();
  const styled = await tab.evaluate(() => getComputedStyle(document.body).margin === "0px");
  await tab.locator("main article a[href]").first().click();
  if (!/404/.test(text) || !styled || tab.url() !== home)
    fault("404.html", "served", "an address that is not there shows no page of the site");
}

const started = Date.now();
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
const waiting = [...pages];
await Promise.all(
  Array.from({ length: tabs }, async () => {
    const tab = await browser.newPage();
    for (let page = waiting.shift(); page; page = waiting.shift())
      await look(tab, page).catch((error) => fault(page, "browser", firstLine(error)));
  }),
);
const tab = await browser.newPage({ permissions: ["clipboard-read", "clipboard-write"] });
tab.setDefaultTimeout(10000);
await tryOut(tab).catch((error) => fault("index.html", "browser", firstLine(error)));
await browser.close();

for (const [text, views] of faults) console.error(`${text} [${views.join(", ")}]`);
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${pages.length} pages in 4 views, ${faults.size} faults, ${seconds} s`);
process.exit(faults.size ? 1 : 0);
