// Python in a worker of its own, so that the page never freezes.

import { loadPyodide } from "./pyodide/pyodide.mjs";

let python;

self.addEventListener("message", async ({ data }) => {
  const { id } = data;
  try {
    if (data.kind === "start") {
      await start((progress) => self.postMessage({ id, progress }));
      self.postMessage({ id, value: true });
    } else {
      const value = perform(data);
      self.postMessage({ id, value }, [value.bytes.buffer]);
    }
  } catch (error) {
    self.postMessage({ id, error: error.message });
  }
});

async function start(tell) {
  const sizes = await (await fetch("sizes.json")).json();
  countBytes(Object.values(sizes).reduce((one, other) => one + other, 0), (share) =>
    tell({ stage: "loading", percent: Math.floor(100 * share) }),
  );
  const [pyodide, library] = await Promise.all([
    loadPyodide({ indexURL: new URL("pyodide/", self.location.href).href }),
    fetch("library.zip").then((reply) => reply.arrayBuffer()),
  ]);
  tell({ stage: "starting", percent: 100 });
  pyodide.unpackArchive(library, "zip", { extractDir: "/library" });
  python = pyodide.runPython(`
import sys
sys.path.insert(0, "/library")
from sakipcalc import embedding

def perform(verb, files, choices):
    return embedding.perform(verb, [(name, data.to_bytes()) for name, data in files], choices)

perform
`);
  // What filling and auditing need is loaded now, while nobody waits for it.
  python("template", [], '{"tahun": 2025}').destroy();
}

/** Let every fetch of this worker be counted as it arrives. */
function countBytes(total, tell) {
  const plain = self.fetch;
  let done = 0;
  self.fetch = async (...asked) => {
    const reply = await plain(...asked);
    if (!reply.body) return reply;
    const counted = new TransformStream({
      transform(part, out) {
        done += part.byteLength;
        tell(Math.min(done / total, 1));
        out.enqueue(part);
      },
    });
    return new Response(reply.body.pipeThrough(counted), reply);
  };
}

function perform({ verb, files, choices }) {
  const reply = python(verb, files.map(({ name, bytes }) => [name, new Uint8Array(bytes)]), choices);
  const data = reply.data.toJs ? reply.data : { toJs: () => reply.data };
  const value = { json: reply.json, name: reply.name, bytes: new Uint8Array(data.toJs()) };
  reply.destroy();
  return value;
}
