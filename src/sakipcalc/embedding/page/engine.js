// The engine on a server: `sakipcalc serve` does the work. `web/engine.js` takes the place of this file in the
// page that has no server; both offer the same three names.

const KIND = "application/x-sakipcalc";

/** Which sentence says where the files go. */
export const privacy = "private-server";

/** Get ready; there is nothing to load. */
export async function start() {}

/**
 * Have something done.
 * @param {string} verb one of the bridge's verbs
 * @param {File[]} files workbooks
 * @param {object} choices of the user
 * @returns {Promise<{answer: object, name: string, data: Blob}>}
 */
export async function perform(verb, files, choices) {
  const head = { choices, files: files.map(({ name, size }) => ({ name, size })) };
  const body = new Blob([JSON.stringify(head), "\n", ...files]);
  const reply = await fetch(`verbs/${verb}`, { method: "POST", body, headers: { "Content-Type": KIND } });
  if (!reply.ok) throw new Error(`${reply.status} ${reply.statusText}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const end = bytes.indexOf(10);
  const { answer, name } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return { answer, name, data: new Blob([bytes.subarray(end + 1)]) };
}
