// What the theme leaves unsaid for readers who use a keyboard or a screen reader, and what its copy
// button takes that nobody would type.
// Checked by .ci/in_chromium.mjs.

// The theme's search is a dialog without a name.
document.querySelector('.md-search[role="dialog"]')?.setAttribute("aria-label", "Search");

// What says that something was copied is to be heard as well.
document.querySelector(".md-dialog:not([role])")?.setAttribute("role", "status");

// A section with a page of its own has a label without words; its list takes the name of that page.
for (const nav of document.querySelectorAll('nav[aria-labelledby^="__nav_"]')) {
  if (document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent.trim()) continue;
  nav.removeAttribute("aria-labelledby");
  nav.setAttribute("aria-label", nav.parentElement.querySelector("a").textContent.trim());
}

// A table that is wider than the page scrolls by itself; the arrow keys reach it where it does.
const scrolling = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", "Wide table, scrolls sideways");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});

// A list within the contents of a page, and the button on a block of code, are no navigation of their own.
const WITHIN = "nav.md-code__nav:not([role]), .md-nav--secondary nav:not([role])";
const WIDE = ".md-typeset__scrollwrap:not([data-seen])";

// Of a session the button copies what is typed: no prompts, and nothing that was printed.
const SESSION = ":is(.language-pycon, .language-console) pre > code:not([data-copy])";

function typed(code) {
  const marked = code.cloneNode(true);
  for (const prompt of marked.querySelectorAll(".gp")) prompt.textContent = "\0";
  const lines = marked.textContent.split("\n").filter((line) => line.startsWith("\0"));
  return lines.map((line) => line.slice(1)).join("\n");
}

function settle() {
  for (const nav of document.querySelectorAll(WITHIN)) {
    nav.setAttribute("role", "none");
    for (const name of ["aria-label", "aria-labelledby"]) nav.removeAttribute(name);
  }
  for (const wide of document.querySelectorAll(WIDE)) {
    wide.dataset.seen = "";
    scrolling.observe(wide);
  }
  for (const code of document.querySelectorAll(SESSION)) code.dataset.copy = typed(code);
}

// The theme adds its own as the reader comes to it.
new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
settle();
