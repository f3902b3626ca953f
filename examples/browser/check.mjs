// Loads Python into this tab, lets the page ask for nothing more, and only then takes files.

import { loadPyodide } from "./pyodide/pyodide.mjs";

const FOLDER = "/lists"; // in the memory of this tab
const TRIAL = "2019-09-09"; // the day for synthetic lists if none is given
const form = document.querySelector("form");
const status = document.querySelector("[role=status]");
const save = document.querySelector("a[download]");
const [report, deadlines] = document.querySelectorAll("section");

// 1. Python, the library and what it needs, all from this server.
const read = async (name) => {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name} is not on this server`);
  return answer;
};
let program;
let pyodide;
try {
  const names = await (await read("wheels/wheels.json")).json();
  const packages = names.map((name) => new URL(`wheels/${name}`, location.href).href);
  pyodide = await loadPyodide({ packages });
  pyodide.FS.writeFile("check_lists.py", await (await read("check_lists.py")).text());
  pyodide.FS.mkdir(FOLDER);
  program = pyodide.pyimport("check_lists");
} catch (error) {
  status.textContent = `Python could not be loaded: ${error.message}`;
  throw error;
}

// 2. From here on the browser refuses whatever this page, or Python in it, would load or send in the
// background. No policy keeps a tab from being led to another address.
const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data:; form-action 'none'";
document.head.append(policy);

// 3. Files are read into memory, checked, and forgotten: one check at a time, of its own files only.
const enable = (on) => [...form.elements].forEach((control) => (control.disabled = !on));
// What is shown is of the files, day and lists in the form; once one of them changes, nothing is.
const clear = (words) => {
  report.replaceChildren();
  deadlines.replaceChildren();
  URL.revokeObjectURL(save.href);
  save.removeAttribute("href");
  save.hidden = true;
  status.textContent = words;
};
form.addEventListener("input", () => clear("Nothing is checked yet."));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const made = event.submitter?.name === "try";
  // Synthetic lists can be for any day; real ones are checked for the day that was given.
  const day = form.elements.notification.value || (made ? TRIAL : "");
  const files = [...form.elements.files.files];
  if (!made && files.length === 0) {
    clear("Choose your lists first.");
    return;
  }
  enable(false);
  clear("Checking …");
  await new Promise((shown) => setTimeout(shown, 20));
  let why = "a file could not be read. Choose your lists again.";
  try {
    const contents = [];
    if (!made)
      for (const file of files) contents.push([file.name, new Uint8Array(await file.arrayBuffer())]);
    // All are read. From here to the report nothing waits, so that nothing comes between.
    why = "something unexpected happened. Please report how to repeat it.";
    program.empty(FOLDER);
    if (made) program.try_out(FOLDER, day);
    for (const [name, content] of contents) pyodide.FS.writeFile(`${FOLDER}/${name}`, content);
    const [shown, problems] = program.check(FOLDER, day, form.elements.lists.value).toJs();
    report.innerHTML = shown;
    const names = document.createElement("p");
    names.textContent = made
      ? "Synthetic lists, about children who do not exist."
      : `Files: ${files.map((file) => file.name).join(", ")}.`;
    report.prepend(names);
    deadlines.innerHTML = program.deadlines(day);
    save.hidden = problems === "";
    // The mark tells spreadsheets that it is UTF-8.
    if (problems) save.href = URL.createObjectURL(new Blob(["\ufeff", problems], { type: "text/csv" }));
    const done = report.querySelector(".refused") ? "Not checked; the reason is below." : "Done.";
    status.textContent = `${done} The page sent nothing.`;
  } catch {
    // What Python says of a slip of its own could quote a file: it is not shown.
    clear(`Not checked: ${why}`);
  } finally {
    enable(true);
  }
});
enable(true);
status.textContent = "Ready. From now on the browser lets this page load and send nothing in the background.";
