// Signing out at a desk page on the same phone: what was taken along goes too. What was not sent yet stays, closed to
// everybody but its author, until that person has signed in and sent it.
import * as store from "./store.js";

export async function leave() {
  const last = store.lastOfficer();
  if (!last) return;
  await store.openFor(last);
  if (await store.unsent()) store.shut();
  else await store.wipe();
}
