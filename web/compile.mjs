// Compiles the library with the Python that runs it in the browser: node web/compile.mjs PYODIDE IN.zip OUT.zip
// The first file then waits for no compiler. Only compiled modules and data go into the archive.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, source, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${folder}/` });
python.unpackArchive(new Uint8Array(readFileSync(source)), "zip", { extractDir: "/library" });
python.FS.writeFile("/compile.py", `
import compileall, pathlib, sys, zipfile
from py_compile import PycInvalidationMode

root = pathlib.Path("/library")
unchecked = PycInvalidationMode.UNCHECKED_HASH
if not compileall.compile_dir(root, quiet=1, legacy=True, invalidation_mode=unchecked, stripdir=root):
    sys.exit("the library does not compile")
with zipfile.ZipFile("/out.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".py":
            name = path.relative_to(root).as_posix()
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
`);
python.runPython(`exec(open("/compile.py").read())`);
writeFileSync(target, python.FS.readFile("/out.zip"));
