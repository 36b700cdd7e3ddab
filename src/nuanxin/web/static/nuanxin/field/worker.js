// Keeps the empty shell and its files on the phone. No data passes here: lists, visits and photos live in the page's own
// store, and everything that is asked of the house goes to the house. KEEP (version, shell, assets) is written above.
const STORE = `nuanxin-field-${KEEP.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

async function keep() {
  const store = await caches.open(STORE);
  const shell = await fetch(KEEP.shell, { credentials: "same-origin", cache: "reload" });
  // Sent to the sign-in page: what is on the phone stays until somebody is signed in.
  if (!shell.ok || shell.redirected) throw new Error("not signed in");
  await store.put(KEEP.shell, shell);
  await store.addAll(KEEP.assets.map((url) => new Request(url, { cache: "reload" })));
}

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("nuanxin-field-") && name !== STORE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  const wanted = event.request.mode === "navigate" && url.pathname === KEEP.shell ? KEEP.shell : KEEP.assets.find((one) => one === url.pathname);
  if (!wanted) return;
  event.respondWith(caches.open(STORE).then((store) => store.match(wanted)).then((found) => found || fetch(event.request)));
});
