// Names and roles that the theme does not set for keyboards and screen readers, and a copy button that
// copies only what is typed. Checked by .ci/in_chromium.mjs.

// The theme's search dialog has no accessible name.
document.querySelector('.md-search[role="dialog"]')?.setAttribute("aria-label", "Search");

// The message that something was copied is announced.
document.querySelector(".md-dialog:not([role])")?.setAttribute("role", "status");

// A section whose title is a page has an empty label, so its list is named after that page.
for (const nav of document.querySelectorAll('nav[aria-labelledby^="__nav_"]')) {
  if (document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent.trim()) continue;
  nav.removeAttribute("aria-labelledby");
  nav.setAttribute("aria-label", nav.parentElement.querySelector("a").textContent.trim());
}

// A table or drawing that is wider than the page scrolls. It can then be reached with the keyboard.
const scrolling = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", "Wide content, scrolls sideways");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});

// Nested contents and the button on a block of code are not separate navigation landmarks.
const WITHIN = "nav.md-code__nav:not([role]), .md-nav--secondary nav:not([role])";
const WIDE = ".md-typeset__scrollwrap:not([data-seen])";

// In a session, the button copies what is typed, without prompts and output.
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

// The theme adds buttons to code when it comes into view.
new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
settle();
