// The engine in the browser: a worker holds Python. It takes the place of `engine.js` of the page that
// `sakipcalc serve` shows; both offer the same three names.

/** Which sentence says where the files go. */
export const privacy = "private-browser";

const worker = new Worker("worker.js", { type: "module" });
const waiting = new Map();
let count = 0;

worker.addEventListener("message", ({ data }) => {
  const one = waiting.get(data.id);
  if (!one) return;
  if (data.progress) return one.progress?.(data.progress);
  waiting.delete(data.id);
  if (data.error) one.reject(new Error(data.error));
  else one.resolve(data.value);
});
// A worker that cannot be loaded at all says so to everybody who waits.
worker.addEventListener("error", (event) => {
  for (const one of waiting.values()) one.reject(new Error(event.message ?? "worker"));
  waiting.clear();
});

function ask(message, transfer = [], progress = undefined) {
  const id = ++count;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, progress });
    worker.postMessage({ id, ...message }, transfer);
  });
}

/** Load Python and the library, and say how far that has come; then keep the page for times without internet. */
export async function start(progress) {
  await ask({ kind: "start" }, [], progress);
  keep();
}

/**
 * Have something done.
 * @param {string} verb one of the bridge's verbs
 * @param {File[]} files workbooks
 * @param {object} choices of the user
 * @returns {Promise<{answer: object, name: string, data: Blob}>}
 */
export async function perform(verb, files, choices) {
  const named = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })));
  const message = { kind: "perform", verb, files: named, choices: JSON.stringify(choices) };
  const { json, name, bytes } = await ask(message, named.map((one) => one.bytes));
  return { answer: JSON.parse(json), name, data: new Blob([bytes]) };
}

/** Have the service worker keep all files; after loading, so that nothing is fetched twice. */
async function keep() {
  if (!navigator.serviceWorker) return; // none over plain http, but for localhost
  try {
    await navigator.serviceWorker.register("offline.js");
    await navigator.serviceWorker.ready;
    document.documentElement.dataset.offline = "true";
    document.dispatchEvent(new Event("offline-ready"));
  } catch (error) {
    console.warn(error); // a browser in private mode may refuse; the page works with internet
  }
}
