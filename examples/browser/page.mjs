// Shows the form, the progress and the report. Python runs in worker.mjs.

const TRIAL = "2019-09-09"; // the day for synthetic lists if none is given
const form = document.querySelector("form");
const { notification, files, lists, cancel } = form.elements;
const status = document.querySelector("[role=status]");
const progress = document.querySelector("progress");
const save = document.querySelector("a[download]");
const [report, deadlines] = document.querySelectorAll("section");
let worker;
let pressed; // the button that started a check
let before = ""; // why Python is loaded again

// Screen readers read out the status whenever it changes.
const say = (words) => status.textContent === words || (status.textContent = words);

// While Python is loaded no check can start. While it checks, only cancelling is possible.
function enter(state) {
  const leaves = document.activeElement === cancel; // a hidden button loses the keyboard's focus
  cancel.hidden = state !== "checking";
  progress.hidden = state === "ready";
  progress.removeAttribute("value");
  for (const control of form.elements)
    if (control !== cancel) control.disabled = state === "checking" || (state === "loading" && control.type === "submit");
  if (state === "checking") cancel.focus();
  else if (leaves) (state === "ready" ? pressed : files).focus();
}

// A worker loads Python from this server. To cancel a check, its worker is ended and another one loaded.
function load(why = "") {
  before = why;
  worker?.terminate();
  enter("loading");
  say(`${before}Loading …`);
  worker = new Worker("worker.mjs", { type: "module" });
  worker.onmessage = ({ target, data }) => target === worker && on[data.kind](data.value);
  worker.onerror = () => on.missing("worker.mjs does not run in this browser");
}

// The report belongs to the files, day and lists in the form. If one of them changes, it is removed.
function clear(words) {
  report.replaceChildren();
  deadlines.replaceChildren();
  URL.revokeObjectURL(save.href);
  save.removeAttribute("href");
  save.hidden = true;
  say(words);
}

const on = {
  ready() {
    enter("ready");
    say(`${before}Ready. The page can no longer load or send anything in the background.`);
  },
  missing(why) {
    progress.hidden = true;
    say(`Python could not be loaded: ${why}`);
  },
  progress({ step, done, total }) {
    if (!total) return say(`${step} …`);
    progress.max = total;
    progress.value = done;
    say(`${step}: ${25 * Math.floor((4 * done) / total)} %`); // announced five times at most
  },
  report({ shown, problems }) {
    const names = document.createElement("p");
    names.textContent = pressed.name === "try"
      ? "Synthetic lists, about children who do not exist."
      : `Files: ${[...files.files].map((file) => file.name).join(", ")}.`;
    report.innerHTML = shown;
    report.prepend(names);
    save.hidden = problems === "";
    // The byte-order mark tells spreadsheets that it is UTF-8.
    if (problems) save.href = URL.createObjectURL(new Blob(["\ufeff", problems], { type: "text/csv" }));
    progress.removeAttribute("value");
    say("The report is below. Loading the calendar for the deadlines …");
  },
  deadlines(shown) {
    deadlines.innerHTML = shown;
    enter("ready");
    say(`${report.querySelector(".refused") ? "Not checked; the reason is below." : "Done."} The page sent nothing.`);
  },
  unread() {
    enter("ready");
    clear("Not checked: a file could not be read. Choose your lists again.");
  },
  broken() {
    clear("");
    load("Not checked: something unexpected happened. Please report how to repeat it. ");
  },
};

form.addEventListener("input", () => clear("Nothing is checked yet."));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  pressed = event.submitter;
  const real = pressed.name === "check";
  if (real && !files.files.length) return clear("Choose your lists first.");
  clear("Reading …");
  enter("checking");
  worker.postMessage({
    files: real ? [...files.files] : null,
    // Synthetic lists can be for any day; real ones are checked for the day that was given.
    day: notification.value || (real ? "" : TRIAL),
    lists: lists.value,
  });
});
cancel.addEventListener("click", () => {
  clear("");
  load("Cancelled. ");
});
load();

// From here on, the browser refuses to load or send anything in the background, except the worker. No
// policy can stop a tab from opening another address.
const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content =
  "default-src 'none'; worker-src 'self'; style-src 'unsafe-inline'; img-src data:; form-action 'none'";
document.head.append(policy);
