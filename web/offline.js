// The service worker: it keeps every file of the page, all of one version, and asks no network for them again.

const NAME = "sakipcalc-@VERSION@";
const FILES = /*@FILES@*/ [];

self.addEventListener("install", (event) => {
  // "no-cache" asks whether a file has changed, and does not load it twice where it has not.
  const requests = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("sakipcalc-") && name !== NAME);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const answer = async () => (await (await caches.open(NAME)).match(request, { ignoreSearch: true })) ?? fetch(request);
  event.respondWith(answer());
});
