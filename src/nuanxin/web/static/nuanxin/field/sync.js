// Bringing home and taking along. Everything may be broken off anywhere and begun again: the house knows each part by its number.
import * as store from "./store.js";

const PIECE = 256 * 1024;
const MOST_EDITS = 200;
const addresses = document.getElementById("main").dataset;

export class SignedOut extends Error {}
export class OtherPerson extends Error {}
export class Refused extends Error {}

async function ask(url, options = {}) {
  const answer = await fetch(url, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...options });
  // The session is over, or a page of the account stands before everything: both lead through the sign-in.
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
  const told = await answer.json().catch(() => ({}));
  if (answer.status >= 500) throw new TypeError("the house does not answer");
  if (!answer.ok) throw new Refused(told.error || `不能同步（${answer.status}）`);
  return told;
}

export const session = () => ask(addresses.session);

export async function takeAlong(area = "") {
  const answer = await fetch(`${addresses.load}${area ? `?area=${encodeURIComponent(area)}` : ""}`, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
  const text = await answer.text();
  const told = JSON.parse(text);
  if (!answer.ok) throw new Refused(told.error);
  if (told.choose) return told.choose;
  await store.keepLoad(told, new Blob([text]).size);
  return null;
}

async function bringPhoto(row, csrf) {
  const headers = { "X-CSRFToken": csrf };
  const form = (told) => { const data = new FormData(); for (const [name, one] of Object.entries(told)) data.append(name, one); return data; };
  const start = { key: row.key, visit: row.visit, kind: row.kind, size: row.size, digest: row.digest };
  let { have } = await ask(addresses.photoStart, { method: "POST", headers, body: form(start) });
  while (have < row.size) {
    const part = row.blob.slice(have, have + PIECE);
    const told = await ask(addresses.photoPiece, { method: "POST", headers, body: form({ key: row.key, offset: have, part }) });
    have = told.have;
  }
  await store.photoDone(row.key);
}

async function bringCasePhoto(row, csrf) {
  const headers = { "X-CSRFToken": csrf };
  const form = (told) => { const data = new FormData(); for (const [name, one] of Object.entries(told)) data.append(name, one); return data; };
  let { have } = await ask(addresses.casePhotoStart, { method: "POST", headers, body: form({ key: row.key, case: row.case, size: row.size, digest: row.digest }) });
  for (let turns = 0; have < row.size; turns += 1) {
    if (turns > 400) throw new TypeError("the line loses too much");
    ({ have } = await ask(addresses.casePhotoPiece, { method: "POST", headers, body: form({ key: row.key, offset: have, part: row.blob.slice(have, have + PIECE) }) }));
  }
  await store.dropCasePhoto(row.key); // it is evidence now and is looked at in the file
}

let going = null;

// One at a time; a second press waits for the first. Returns when nothing is left that could be sent.
export function bringHome() {
  going ??= bring().finally(() => { going = null; });
  return going;
}

async function bring() {
  const { officer, csrf } = await session();
  if (officer !== store.officer) throw new OtherPerson();
  const headers = { "X-CSRFToken": csrf, "Content-Type": "application/json" };
  for (let message = await store.nextMessage(MOST_EDITS); message; message = await store.nextMessage(MOST_EDITS)) {
    const told = await ask(addresses.sync, { method: "POST", headers, body: JSON.stringify(message) });
    await store.takeReceipt(told);
  }
  for (const row of await store.waitingPhotos()) {
    try {
      await bringPhoto(row, csrf);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await store.photoRefused(row.key, error.message);
    }
  }
  for (const row of await store.waitingCasePhotos()) {
    try {
      await bringCasePhoto(row, csrf);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await store.casePhotoRefused(row.key, error.message);
    }
  }
}

export async function signOut() {
  const { csrf } = await session();
  await fetch(addresses.signOut, { method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": csrf } });
}
