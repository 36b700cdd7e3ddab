// The inspector's phone: what is on it, what waits to be sent, one visit after the other. Works a day without a network.
import { button, clock, field, h, link, note, size, sure } from "./drawing.js";
import { caseList, casePage } from "./cases.js";
import * as store from "./store.js";
import * as sync from "./sync.js";
import { signPage, talkPage, visitPage } from "./visit.js";

const main = document.getElementById("main");
const line = document.getElementById("line");
const signIn = `${main.dataset.signIn}?next=${encodeURIComponent(main.dataset.shell)}`;
const MOST_FOUND = 20;
let said = null; // the last message, shown once at the top
let drawn = 0;

const go = (hash) => { if (location.hash === hash) draw(); else location.hash = hash; };

async function tellLine() {
  const waiting = store.officer ? await store.unsent() : 0;
  line.textContent = `${navigator.onLine ? "联网" : "离线"}${waiting ? ` · ${waiting} 项未同步` : ""}`;
  line.dataset.waiting = waiting;
}

// Do something with the house; what stops it is said in words and nothing is lost.
async function tryTo(act, done) {
  try {
    const words = await act();
    said = note(words || done, "success");
  } catch (error) {
    if (error instanceof sync.SignedOut) said = OVER();
    else if (error instanceof sync.OtherPerson) said = note("现在登录的是另一个人。请由本人登录后同步。", "warning");
    else if (error instanceof sync.Refused) said = note(error.message, "warning");
    else if (error instanceof TypeError) said = note("网络不通，内容都在手机上，稍后再试。", "warning");
    else throw error;
  }
}

async function synchronise() {
  said = note("正在同步…");
  await draw();
  await tryTo(async () => {
    await store.retryRefused();
    await sync.bringHome();
    const left = await store.unsent();
    return left ? `已同步，还有 ${left} 项没有收下，见下面的说明。` : "已同步，没有未发送的内容。";
  });
  go("#/");
}

async function takeAlong(area = "") {
  said = note("正在下载…");
  await draw();
  let choose = null;
  await tryTo(async () => {
    const { officer } = await sync.session();
    if (store.officer && store.officer !== officer) throw new sync.OtherPerson();
    await store.openFor(officer);
    await navigator.storage?.persist?.();
    choose = await sync.takeAlong(area);
    if (choose) return "辖区单位较多，请选择一个区划下载。";
    return `已下载 ${size((await store.load()).bytes)}，可以离线使用到 ${clock((await store.load()).good_until)}。`;
  });
  if (choose) main.replaceChildren(said, h("ul", { class: "fd-places" }, choose.map(([code, name]) => h("li", {}, button(name, () => takeAlong(code))))));
  else go("#/");
}

async function leave() {
  const waiting = await store.unsent();
  const words = waiting ? `还有 ${waiting} 项没有同步，退出会把它们一起清除，不能恢复。` : "退出并清除这部手机上的名单、检查和案件？";
  if (!(await sure(words, waiting ? "仍要清除" : "退出并清除"))) return;
  await store.wipe();
  await sync.signOut().catch(() => {}); // without a network the session ends by itself; the data is gone already
  location.href = main.dataset.signIn;
}

async function home() {
  const load = await store.load();
  const rows = await store.visits();
  const waiting = await store.unsent();
  const refused = await store.refusals();
  const lines = await Promise.all(rows.map(async (row) => {
    const left = await store.unsentOf(row.key);
    const split = Object.keys(row.fields).some((name) => store.split(row, name));
    const state = left ? `${left} 项未同步` : split ? "有不同填写" : row.recorded ? "已入册" : row.sent ? "已同步，未完成" : "未同步";
    return h("li", {}, h("a", { class: "fd-visit", href: `#/v/${row.key}` }, h("b", {}, row.employer_name), h("span", {}, [row.project_name, row.visited_on].filter(Boolean).join(" · ")), h("span", { class: `nx-light ${left || split ? "nx-light-near" : "nx-light-done"}` }, state)));
  }));
  const split = rows.some((row) => Object.keys(row.fields).some((name) => store.split(row, name)));
  return [h("h1", { class: "nx-unseen" }, "外勤检查"),
    h("div", { class: "fd-stack" }, link("新建检查", "#/new", "btn-primary fd-big"), button(waiting ? `同步（${waiting} 项）` : "同步", synchronise, "fd-big")),
    split ? h("p", {}, link("到办公页面选定不同填写", main.dataset.desk)) : null,
    refused.length ? h("section", { class: "fd-card", "aria-label": "没有收下的内容" }, h("h2", {}, "没有收下的内容"), h("ul", {}, refused.map((one) => h("li", {}, one.refused)))) : null,
    h("section", { class: "fd-card", "aria-label": "手机上的检查" }, h("h2", {}, "手机上的检查"), lines.length ? h("ul", { class: "fd-visits" }, lines) : h("p", { class: "nx-none" }, "还没有检查。")),
    await caseList(),
    h("section", { class: "fd-card", "aria-label": "名单和清单" }, h("h2", {}, "名单和清单"),
      load ? h("p", { "data-load": load.bytes }, `${load.officer.name}：用人单位 ${load.employers.length} 家、项目 ${load.projects.length} 个、检查清单 ${load.checklists.length} 份，${size(load.bytes)}；${clock(load.at)} 下载，可用到 ${clock(load.good_until)}。`) : h("p", {}, "还没有下载。"),
      h("div", { class: "fd-stack" }, button(load ? "重新下载" : "下载名单和清单", () => takeAlong()), button("退出并清除", leave)))];
}

function newPage(load) {
  if (!load) return [note("请先联网下载名单和清单。", "warning"), link("返回", "#/")];
  const employers = new Map(load.employers.map((one) => [one[0], one]));
  const every = [
    ...load.projects.map(([id, name, employer, region]) => ({ name, about: employers.get(employer)?.[1] || "", told: { project: id, project_name: name, employer, employer_name: employers.get(employer)?.[1] || "", region }, whole: Boolean(employer) })),
    ...load.employers.map(([id, name, code, region]) => ({ name, about: code || "", told: { employer: id, employer_name: name, region }, whole: true })),
  ];
  const list = h("ul", { class: "fd-visits" });
  const begin = async (told) => go(`#/v/${await store.addVisit({ ...told, visited_on: today() })}`);
  const find = () => {
    const word = search.value.trim();
    const found = word ? every.filter((one) => one.whole && (one.name.includes(word) || one.about.includes(word))).slice(0, MOST_FOUND) : [];
    list.replaceChildren(...found.map((one) => h("li", {}, h("button", { type: "button", class: "fd-visit", onclick: () => begin(one.told) }, h("b", {}, one.name), h("span", {}, one.about)))));
    if (word && !found.length) list.append(h("li", { class: "nx-none" }, "名单里没有，请在下面手工填写。"));
  };
  const search = h("input", { class: "form-control", type: "search", name: "search", autocomplete: "off", oninput: find });
  const name = h("input", { class: "form-control", name: "employer_name", maxLength: 200, autocomplete: "off" });
  const code = h("input", { class: "form-control", name: "credit_code", maxLength: 18, autocomplete: "off" });
  const site = h("input", { class: "form-control", name: "project_name", maxLength: 200, autocomplete: "off" });
  const region = h("select", { class: "form-select", name: "region" }, load.regions.map(([key, words]) => h("option", { value: key }, words)));
  const wrong = h("p", { class: "nx-error", role: "alert", hidden: true }, "请填写用人单位名称和 18 位统一社会信用代码。");
  const written = () => {
    const told = { employer_name: name.value.trim(), credit_code: code.value.trim().toUpperCase(), project_name: site.value.trim(), region: region.value };
    wrong.hidden = Boolean(told.employer_name) && /^[0-9A-Z]{18}$/.test(told.credit_code);
    if (wrong.hidden) begin(told);
  };
  return [h("h1", {}, "新建检查"), field("查单位、项目", search, { help: "输入名称的一部分" }), list,
    h("details", { class: "fd-card" }, h("summary", {}, "名单里没有的单位"), field("用人单位", name, { must: true }), field("统一社会信用代码", code, { must: true }), field("项目（标段）", site), field("区划", region), wrong, button("开始检查", written, "btn-primary")),
    link("返回", "#/")];
}

// The day by the phone's clock in China.
const today = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);

async function locked(id) {
  return [h("h1", {}, "请登录"), note(id ? "这部手机上有还没有同步的检查，填写人本人登录后才能打开。" : "第一次使用须联网登录。", "warning"), link("去登录", signIn, "btn-primary"),
    id ? button("清除这部手机上的内容", async () => { if (await sure("没有同步的检查和案件记录会一起清除，不能恢复。", "仍要清除")) { await store.wipe(); location.reload(); } }) : null];
}

async function page() {
  const [, what, key, part] = location.hash.split("/");
  if (!store.officer) return locked(store.lastOfficer());
  const load = await store.load();
  if (what === "new") return newPage(load);
  const held = what === "c" ? await store.caseOf(key) : null;
  if (held) return casePage(held, draw);
  const row = what === "v" ? await store.visit(key) : null;
  if (!row) return home();
  if (part === "sign") return signPage(row, load, go);
  if (part === "talk") return talkPage(row);
  return visitPage(row, load);
}

async function draw() {
  drawn += 1;
  const turn = drawn;
  const parts = await page();
  if (turn !== drawn) return; // something newer is being drawn
  main.replaceChildren(...[said, ...parts].flat(Infinity).filter(Boolean));
  said = null;
  main.dataset.drawn = location.hash || "#/";
  await tellLine();
}

const OVER = () => h("div", { class: "nx-message nx-message-warning", role: "alert" },
  h("div", {}, h("p", {}, "登录已结束。填写的内容都在手机上，请重新登录后再同步。"), link("去登录", signIn, "btn-primary")));

// Who is signed in: a number, nobody (-1), or not to be known without a network (0).
async function who() {
  try {
    return (await sync.session()).officer;
  } catch (error) {
    return error instanceof sync.SignedOut ? -1 : 0;
  }
}

// The store of the person signed in; without a network the last person's. What another person left unsent stays closed.
async function openStore(now) {
  const last = store.lastOfficer();
  if (now > 0 && last && last !== now) {
    await store.openFor(last);
    if (await store.unsent()) { store.shut(); return; }
    await store.wipe();
  }
  if (now > 0) store.unlock();
  if (now > 0 || (last && !store.isShut())) await store.openFor(now > 0 ? now : last);
}

async function begin() {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(main.dataset.worker, { scope: main.dataset.shell }).catch(() => {});
  const now = await who();
  await openStore(now);
  if (store.officer && (await store.dropOldLoad(new Date()))) said = note("名单已过期，已从手机清除，请联网重新下载。", "warning");
  if (store.officer && (await store.dropOldCases(new Date()))) said = note("手机上的案件已满一天，已清除，请联网重新下载。", "warning");
  if (now < 0 && store.officer) said = OVER();
  await draw();
  if (now > 0 && store.officer && (await store.load()) && (await store.unsent())) synchronise();
}

window.addEventListener("hashchange", () => { draw().then(() => { window.scrollTo(0, 0); main.focus({ preventScroll: true }); }); });
window.addEventListener("online", () => { tellLine(); if (store.officer && location.hash.length < 3) synchronise(); });
window.addEventListener("offline", tellLine);
main.addEventListener("change", () => setTimeout(tellLine, 300));
begin();
