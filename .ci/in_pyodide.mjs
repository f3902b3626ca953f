// Run the fast tests in Pyodide, the Python of browsers, with every connection refused:
//   node .ci/in_pyodide.mjs PYODIDE WHEELS [ARGUMENT...]
// PYODIDE is the package `pyodide` as npm installs it; WHEELS is a folder with all wheels. Arguments are
// those of pytest; by default every test that can run there. Add --assert=rewrite to see the values of a
// failed comparison.

import { readdirSync } from "node:fs";
import net from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, wheels] = process.argv.slice(2, 4).map((name) => resolve(name));
const given = process.argv.slice(4);
const refuse = (name) => () => {
  throw new Error(`no network here: ${name}`);
};
for (const name of ["fetch", "WebSocket", "XMLHttpRequest"]) globalThis[name] = refuse(name);
net.Socket.prototype.connect = refuse("connect");

const { loadPyodide } = await import(pathToFileURL(resolve(pyodideFolder, "pyodide.mjs")));
const pyodide = await loadPyodide({
  packages: readdirSync(wheels).filter((name) => name.endsWith(".whl")).map((name) => resolve(wheels, name)),
  env: { HOME: "/tmp", HYPOTHESIS_PROFILE: "fewest" },
});
pyodide.FS.mkdir("/repository");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: resolve(".") }, "/repository");
process.exitCode = pyodide.runPython(`
import os, re, sys
import hypothesis, pytest

# Few examples, whatever a test asks for: what the code does with values is the same everywhere.
set_up = hypothesis.settings.__init__
def with_few(self, parent=None, **given):
    if "max_examples" in given:
        given["max_examples"] = min(given["max_examples"], 10)
    set_up(self, parent, **given)
hypothesis.settings.__init__ = with_few

class Skips:
    """Skips, with the reason, what needs a package, a process or a thread that is not here."""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector):
        report = yield
        lost = re.search(r"ModuleNotFoundError: No module named '(\\w+)", str(report.longrepr))
        if report.failed and lost:
            report.outcome = "skipped"
            report.longrepr = (str(collector.path), 0, f"Skipped: there is no {lost[1]}")
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        if "file name too long" in item.nodeid or "for_its_owner_only" in item.nodeid:
            pytest.skip("Pyodide's files have neither long names that are refused nor owners")
        if "file_name_that_is_not_text" in item.nodeid:
            pytest.skip("Pyodide replaces what is not text in a file's name")
        try:
            return (yield)
        except (OSError, RuntimeError, ModuleNotFoundError) as error:
            if isinstance(error, ModuleNotFoundError) or re.search("process|thread", str(error)):
                pytest.skip(str(error))
            raise

os.chdir("/repository")
sys.path[:0] = ["/repository"]
print("Python", sys.version.split()[0], "on", sys.platform)
# The options of pyproject.toml but for those of pytest-xdist, as there are no processes. Rewriting
# every assertion, and capturing output by files, take a third of the time here.
int(pytest.main([
    "-o", "addopts=", "-p", "tests.code_blocks", "-p", "tests.left_out", "--strict-markers", "-q",
    "--assert=plain", "-W", "ignore::pytest.PytestAssertRewriteWarning", "--capture=sys",
    "-rfEs", "-p", "no:cacheprovider", "-m", "not exhaustive and not pictures",
    *${JSON.stringify(given.length ? given : ["tests", "--ignore=tests/integrations", "--ignore=tests/project"])},
], plugins=[Skips()]))
`);
