// What lies on the phone: one store a person, wiped when the person signs out or the lists are too old.
// Every edit has a number of its own and names the edits that stood here when it was made (`after`).
import { deleteDB, openDB } from "../../idb/index.js";

const WHO = "nuanxin-field-officer";
const SHUT = "nuanxin-field-shut";
let db = null;
export let officer = 0;

export const newKey = () => crypto.randomUUID();
export const lastOfficer = () => Number(localStorage.getItem(WHO) || 0);

export async function openFor(id) {
  if (db && officer === id) return;
  db?.close();
  officer = id;
  localStorage.setItem(WHO, String(id));
  db = await openDB(`nuanxin-field-${id}`, 2, {
    upgrade(fresh, before) {
      if (before < 2) {
        fresh.createObjectStore("cases", { keyPath: "id" });
        fresh.createObjectStore("notes", { keyPath: "key" }).createIndex("case", "case");
        fresh.createObjectStore("casephotos", { keyPath: "key" }).createIndex("case", "case");
      }
      if (before >= 1) return;
      fresh.createObjectStore("load");
      fresh.createObjectStore("visits", { keyPath: "key" });
      fresh.createObjectStore("edits", { keyPath: "key" }).createIndex("visit", "visit");
      fresh.createObjectStore("interviews", { keyPath: "key" }).createIndex("visit", "visit");
      fresh.createObjectStore("photos", { keyPath: "key" }).createIndex("visit", "visit");
    },
    blocking() { db?.close(); db = null; },
  });
}

export async function wipe() {
  const id = officer || lastOfficer();
  db?.close();
  db = null;
  officer = 0;
  localStorage.removeItem(WHO);
  localStorage.removeItem(SHUT);
  if (id) await deleteDB(`nuanxin-field-${id}`);
}

export const load = () => db.get("load", "all");

// Cases go after a day by the phone's clock; notes and photos that were not sent yet stay.
export async function dropOldCases(now) {
  const kept = await load();
  if (!kept?.case_hours || now - new Date(kept.at) < kept.case_hours * 3600000) return false;
  const there = await db.count("cases");
  await db.clear("cases");
  return there > 0;
}

// Lists of another day go; what was not sent yet stays.
export async function dropOldLoad(now) {
  const kept = await load();
  if (!kept || new Date(kept.good_until) > now) return false;
  await db.delete("load", "all");
  await db.clear("cases");
  for (const visit of await db.getAll("visits")) {
    if (!(await unsentOf(visit.key))) await forget(visit.key);
  }
  return true;
}

async function forget(key) {
  for (const name of ["edits", "interviews", "photos"]) {
    for (const row of await db.getAllKeysFromIndex(name, "visit", key)) await db.delete(name, row);
  }
  await db.delete("visits", key);
}

export async function keepLoad(content, bytes) {
  await db.put("load", { ...content, visits: [], cases: [], bytes, at: new Date().toISOString() }, "all");
  const tx = db.transaction("cases", "readwrite");
  await tx.store.clear();
  for (const one of content.cases || []) await tx.store.put(one);
  await tx.done;
  for (const state of content.visits) await takeState(state.key, state);
}

export const visits = async () => (await db.getAll("visits")).sort((a, b) => (a.visited_on < b.visited_on ? 1 : -1));
export const visit = (key) => db.get("visits", key);

export async function addVisit(told) {
  const key = newKey();
  await db.put("visits", { key, number: 0, sent: false, recorded: false, waits: [], fields: {}, ...told });
  return key;
}

// The house's state of a visit, under our own number for it. Fields with something unsent keep what was written here.
export async function takeState(key, state) {
  const tx = db.transaction(["visits", "edits"], "readwrite");
  const every = await tx.objectStore("visits").getAll();
  const own = every.find((one) => one.key === key) || every.find((one) => one.number === state.number);
  const waiting = new Set((await tx.objectStore("edits").index("visit").getAll(own?.key || key)).map((edit) => edit.field));
  const fields = { ...state.fields };
  for (const field of waiting) if (own?.fields[field]) fields[field] = own.fields[field];
  await tx.objectStore("visits").put({ ...state, key: own?.key || key, sent: true, fields });
  // The same visit under another phone's number: one entry is enough, unless something unsent hangs on it.
  for (const other of every) {
    if (other.number !== state.number || other.key === (own?.key || key)) continue;
    if (!(await tx.objectStore("edits").index("visit").count(other.key))) await tx.objectStore("visits").delete(other.key);
  }
  await tx.done;
}

export const heads = (row, field) => row.fields[field] || [];
export const split = (row, field) => new Set(heads(row, field).map((one) => JSON.stringify(one.value))).size > 1;
export const value = (row, field) => (split(row, field) ? undefined : heads(row, field)[0]?.value);

// Write one field: an edit that was never on its way is written over, any other is followed by a new one.
export async function setField(key, field, said) {
  const tx = db.transaction(["visits", "edits"], "readwrite");
  const row = await tx.objectStore("visits").get(key);
  const queued = (await tx.objectStore("edits").index("visit").getAll(key)).filter((edit) => edit.field === field);
  const last = queued.find((edit) => heads(row, field).some((one) => one.key === edit.key));
  const made_at = new Date().toISOString();
  let edit;
  if (last && !last.tried) {
    edit = { ...last, value: said, made_at };
  } else {
    const after = new Set(heads(row, field).map((one) => one.key));
    if (last?.refused) {
      // The house never took it: the edits it followed are the ones to follow.
      after.delete(last.key);
      last.after.forEach((one) => after.add(one));
      await tx.objectStore("edits").delete(last.key);
    }
    edit = { key: newKey(), visit: key, field, value: said, after: [...after], made_at, tried: false, refused: "" };
  }
  await tx.objectStore("edits").put(edit);
  row.fields[field] = [{ key: edit.key, value: said, by: "我" }];
  await tx.objectStore("visits").put(row);
  await tx.done;
  return row;
}

export async function addInterview(visitKey, words) {
  await db.put("interviews", { key: newKey(), visit: visitKey, words, made_at: new Date().toISOString(), refused: "" });
}
export const interviews = (key) => db.getAllFromIndex("interviews", "visit", key);
export const dropInterview = (key) => db.delete("interviews", key);

export async function addPhoto(visitKey, kind, place, blob, digest) {
  const key = newKey();
  await db.put("photos", { key, visit: visitKey, kind, place, blob, size: blob.size, digest, done: false, refused: "" });
  return key;
}
export const photo = (key) => db.get("photos", key);
export const photos = (key) => db.getAllFromIndex("photos", "visit", key);
export const dropPhoto = (key) => db.delete("photos", key);

export async function photoDone(key) {
  const row = await db.get("photos", key);
  if (row) await db.put("photos", { ...row, done: true, blob: null });
}
export async function photoRefused(key, why) {
  const row = await db.get("photos", key);
  if (row) await db.put("photos", { ...row, refused: why });
}

const open = (row) => !row.refused;

export const cases = async () => (await db.getAll("cases")).sort((a, b) => ((a.due_on || "9") < (b.due_on || "9") ? -1 : 1));
export const caseOf = (id) => db.get("cases", Number(id));
export async function addNote(id, words) {
  await db.put("notes", { key: newKey(), case: id, words, made_at: new Date().toISOString(), refused: "" });
}
export const notes = (id) => db.getAllFromIndex("notes", "case", id);
export const dropNote = (key) => db.delete("notes", key);
export async function addCasePhoto(id, blob, digest) {
  await db.put("casephotos", { key: newKey(), case: id, blob, size: blob.size, digest, done: false, refused: "" });
}
export const casePhotos = (id) => db.getAllFromIndex("casephotos", "case", id);
export const dropCasePhoto = (key) => db.delete("casephotos", key);
export const waitingCasePhotos = async () => (await db.getAll("casephotos")).filter((row) => !row.refused);
export async function casePhotoRefused(key, why) {
  const row = await db.get("casephotos", key);
  if (row) await db.put("casephotos", { ...row, refused: why });
}
export const unsentOfCase = async (id) => (await notes(id)).length + (await casePhotos(id)).length;

// The next message: edits and words not refused, with every visit that they belong to or that was never sent.
export async function nextMessage(most) {
  const tx = db.transaction(["visits", "edits", "interviews"], "readwrite");
  const edits = (await tx.objectStore("edits").getAll()).filter(open).slice(0, most);
  const words = (await tx.objectStore("interviews").getAll()).filter(open).slice(0, 20);
  const named = new Set([...edits, ...words].map((part) => part.visit));
  const rows = (await tx.objectStore("visits").getAll()).filter((row) => !row.refused && (!row.sent || named.has(row.key))).slice(0, 50);
  const known = new Set(rows.map((row) => row.key));
  const sent = edits.filter((edit) => known.has(edit.visit));
  for (const edit of sent) if (!edit.tried) await tx.objectStore("edits").put({ ...edit, tried: true });
  await tx.done;
  const notes = (await db.getAll("notes")).filter(open).slice(0, 20);
  if (!sent.length && !words.length && !notes.length && rows.every((row) => row.sent)) return null;
  return {
    notes: notes.map(({ key, case: of, words: said, made_at }) => ({ key, case: of, words: said, made_at })),
    visits: rows.map((row) => ({
      key: row.key, visited_on: row.visited_on, employer: row.employer ?? null, project: row.project ?? null,
      employer_name: row.employer_name || "", credit_code: row.credit_code || "", project_name: row.project_name || "", region: row.region || "",
    })),
    edits: sent.map(({ key, visit: of, field, value: said, after, made_at }) => ({ key, visit: of, field, value: said, after, made_at })),
    interviews: words.filter((one) => known.has(one.visit)).map(({ key, visit: of, words: said, made_at }) => ({ key, visit: of, words: said, made_at })),
  };
}

// What the house says about a message: taken parts leave the queue, refused ones stay with the reason.
export async function takeReceipt(told) {
  const tx = db.transaction(["visits", "edits", "interviews", "notes"], "readwrite");
  for (const key of told.taken) {
    await tx.objectStore("notes").delete(key);
    await tx.objectStore("edits").delete(key);
    await tx.objectStore("interviews").delete(key);
  }
  for (const [key, why] of Object.entries(told.refused)) {
    for (const name of ["visits", "edits", "interviews", "notes"]) {
      const row = await tx.objectStore(name).get(key);
      if (row) await tx.objectStore(name).put({ ...row, refused: why });
    }
  }
  await tx.done;
  for (const [key, state] of Object.entries(told.visits)) await takeState(key, state);
}

export const waitingPhotos = async () => (await db.getAll("photos")).filter((row) => !row.done && !row.refused);

export async function unsentOf(key) {
  const counts = await Promise.all(["edits", "interviews"].map((name) => db.countFromIndex(name, "visit", key)));
  const pictures = (await photos(key)).filter((row) => !row.done).length;
  const row = await visit(key);
  return counts[0] + counts[1] + pictures + (row && !row.sent ? 1 : 0);
}

export async function unsent() {
  let all = (await db.count("notes")) + (await db.count("casephotos"));
  for (const row of await db.getAll("visits")) all += await unsentOf(row.key);
  return all;
}

export async function refusals() {
  const found = [];
  for (const name of ["visits", "edits", "interviews", "photos", "notes", "casephotos"]) {
    for (const row of await db.getAll(name)) if (row.refused) found.push({ name, ...row });
  }
  return found;
}

// Try again what was refused: the reason may be gone (a right given, a list renewed).
export async function retryRefused() {
  for (const name of ["visits", "edits", "interviews", "photos", "notes", "casephotos"]) {
    for (const row of await db.getAll(name)) if (row.refused) await db.put(name, { ...row, refused: "" });
  }
}

// Its owner signed out with something unsent: it stays closed until that person has signed in again.
export const isShut = () => localStorage.getItem(SHUT) === "yes";
export const unlock = () => localStorage.removeItem(SHUT);
export const lock = () => localStorage.setItem(SHUT, "yes");

export function shut() {
  db?.close();
  db = null;
  officer = 0;
}
