// One visit on the phone: figures, check-lists, photos, the workers' words apart, the employer's signature. Every change is
// kept at once; there is no button to save.
import { button, clock, field, h, link, note, sure } from "./drawing.js";
import { digestOf, signaturePad, small } from "./pictures.js";
import * as store from "./store.js";

const SAID = [["yes", "是"], ["no", "否"], ["na", "不适用"]];
const ITEMS = 80;

const title = (row) => h("div", { class: "fd-title" },
  h("h1", {}, row.employer_name), h("p", { class: "nx-hint" }, [row.project_name, row.visited_on].filter(Boolean).join(" · ")));

// Several values in one field: both are shown, nobody writes over them here.
function both(row, name) {
  if (!store.split(row, name)) return null;
  return h("div", { class: "fd-both", "data-both": name }, h("b", {}, "两部手机填写不同，请联网在办公页面选定："),
    h("ul", {}, store.heads(row, name).map((one) => h("li", {}, `${one.by}：${words(name, one.value)}`))));
}

function words(name, said) {
  if (said === null || said === undefined || said === "") return "（空）";
  if (name.startsWith("answer:")) return Object.fromEntries(SAID)[said] || said;
  if (typeof said === "boolean") return said ? "是" : "否";
  if (name === "arrears_fen") return `${(said / 100).toFixed(2)} 元`;
  return typeof said === "object" ? said.name || "已填" : String(said);
}

// A field of one kind: reads what stands, writes on change. `read` and `write` turn the value into the control's text and back.
function control(row, name, label, told = {}) {
  const split = both(row, name);
  if (split) return h("div", { class: "nx-field" }, h("p", { class: "form-label" }, label), split);
  const { read = (said) => said ?? "", write = (text) => text.trim(), tag = "input", choices = null, ...props } = told;
  const wrong = h("p", { class: "nx-error", role: "alert", hidden: true });
  const element = choices
    ? h("select", { class: "form-select", name }, choices.map(([code, text]) => h("option", { value: code }, text)))
    : h(tag, { class: "form-control", name, autocomplete: "off", ...props });
  element.value = read(store.value(row, name));
  element.addEventListener("change", async () => {
    const said = write(element.value);
    wrong.hidden = said !== undefined;
    if (said === undefined) { wrong.textContent = `“${element.value}”不能识别，请改正（没有保存）。`; return; }
    await store.setField(row.key, name, said);
    row.fields = (await store.visit(row.key)).fields;
    told.after?.();
  });
  const whole = field(label, element, told);
  whole.append(wrong);
  return whole;
}

const wholeNumber = { inputMode: "numeric", read: (said) => (said ?? "") + "", write: (text) => {
  const plain = text.replace(/[\s,，人]/g, "");
  if (!plain) return null;
  return /^\d{1,6}$/.test(plain) ? Number(plain) : undefined;
} };
const money = { inputMode: "decimal", help: "单位：元", read: (said) => (said === null || said === undefined ? "" : (said / 100).toFixed(2)), write: (text) => {
  const plain = text.replace(/[\s,，元¥￥]/g, "");
  if (!plain) return null;
  const found = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(plain);
  return found ? Number(found[1]) * 100 + Number((found[2] || "").padEnd(2, "0")) : undefined;
} };
const yesNo = { choices: [["", "未填"], ["yes", "是"], ["no", "否"]], read: (said) => (said === true ? "yes" : said === false ? "no" : ""), write: (text) => (text ? text === "yes" : null) };

function place(row) {
  const words = h("span", { role: "status" }, store.value(row, "place") ? "已记录位置" : "");
  const take = () => {
    words.textContent = "正在定位…";
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      await store.setField(row.key, "place", [Number(coords.latitude.toFixed(5)), Number(coords.longitude.toFixed(5)), Math.round(coords.accuracy)]);
      words.textContent = `已记录位置（误差约 ${Math.round(coords.accuracy)} 米）`;
    }, () => { words.textContent = "没有定位成功，可以不填。"; }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  };
  if (!navigator.geolocation) return null;
  return h("div", { class: "nx-field nx-row" }, button("记录位置（可不填）", take), words);
}

function figures(row, sectors) {
  return h("section", { class: "fd-card", "aria-label": "基本情况" }, h("h2", {}, "基本情况"),
    control(row, "officers", "检查人员", { must: true, maxLength: 100, help: "不少于两人（监察条例16）" }),
    control(row, "met", "用人单位在场人员", { maxLength: 60, help: "姓名、职务；拒绝签名的在此写明" }),
    control(row, "workforce", "职工人数", { must: true, ...wholeNumber }),
    control(row, "migrants", "其中农民工", { must: true, ...wholeNumber }),
    row.project ? null : control(row, "sector", "行业领域", { choices: [["", "未说明"], ...sectors] }),
    control(row, "arrears_found", "查实欠薪", yesNo),
    control(row, "arrears_persons", "欠薪人数", wholeNumber),
    control(row, "arrears_fen", "欠薪金额", money),
    control(row, "recording", "执法记录", { must: true, maxLength: 300, help: "执法记录仪等音视频的编号；没有录的，写明理由" }),
    control(row, "rectify_by", "整改期限", { type: "date" }),
    control(row, "finding", "其他问题", { tag: "textarea", maxLength: 1500, help: "检查清单中答“否”的自动写入，不用重复" }),
    place(row));
}

function item(row, list, one, tally) {
  const at = `${list.key}/${one.key}`;
  const name = `answer:${at}`;
  const split = both(row, name);
  const more = h("div", { class: "fd-more" });
  const drawMore = () => {
    const said = store.value(row, name);
    more.replaceChildren(...(said ? [control(row, `note:${at}`, "说明", { maxLength: 300 }), camera(row, at), button("清除回答", () => say(""), "btn-small fd-clear")] : []));
  };
  const say = async (said) => {
    row.fields = (await store.setField(row.key, name, said)).fields;
    group.querySelectorAll("input").forEach((input) => { input.checked = input.value === said; });
    drawMore();
    tally();
  };
  const group = h("div", { class: "fd-answers", role: "radiogroup", "aria-label": one.ask },
    SAID.map(([code, text]) => h("label", { class: `fd-answer fd-${code}` },
      h("input", { type: "radio", name: `${row.key}-${at}`, value: code, checked: store.value(row, name) === code, onchange: () => say(code) }), h("span", {}, text))));
  if (!split) drawMore();
  return h("li", { class: "fd-item", "data-item": at }, h("p", {}, one.ask, " ", h("cite", {}, one.cites)), split || group, more);
}

function checklist(row, list) {
  const count = h("span", { class: "nx-count" });
  const tally = () => {
    const done = list.items.filter((one) => store.heads(row, `answer:${list.key}/${one.key}`).some((head) => head.value)).length;
    const no = list.items.filter((one) => store.value(row, `answer:${list.key}/${one.key}`) === "no").length;
    count.textContent = `${done}/${list.items.length}${no ? ` 否${no}` : ""}`;
  };
  const body = h("ul", { class: "fd-items" });
  const box = h("details", { class: "fd-list", "data-list": list.key }, h("summary", {}, h("span", {}, list.name), count), body);
  box.addEventListener("toggle", () => { if (box.open && !body.children.length) body.append(...list.items.slice(0, ITEMS).map((one) => item(row, list, one, tally))); });
  tally();
  return box;
}

function camera(row, at) {
  const shown = h("div", { class: "fd-photos" });
  const draw = async () => {
    const kept = (await store.photos(row.key)).filter((one) => one.kind === "photo" && one.place === at && store.value(row, `photo:${one.key}`));
    shown.replaceChildren(...kept.map((one) => h("figure", {},
      one.blob ? h("img", { src: URL.createObjectURL(one.blob), alt: "刚拍的照片", onload: (event) => URL.revokeObjectURL(event.target.src) }) : h("span", { class: "nx-mark" }, "照片已上传"),
      button("删去", async () => {
        row.fields = (await store.setField(row.key, `photo:${one.key}`, "")).fields;
        if (!one.done) await store.dropPhoto(one.key);
        draw();
      }, "btn-small"))));
  };
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", multiple: true, class: "nx-unseen", name: `photo:${at}` });
  const said = h("span", { role: "status" });
  input.addEventListener("change", async () => {
    for (const file of input.files) {
      try {
        const blob = await small(file);
        const key = await store.addPhoto(row.key, "photo", at, blob, await digestOf(blob));
        row.fields = (await store.setField(row.key, `photo:${key}`, at)).fields;
        said.textContent = "";
      } catch {
        said.textContent = "照片没有保存成功，请再拍一次。";
      }
    }
    input.value = "";
    draw();
  });
  draw();
  return h("div", { class: "fd-camera" }, h("label", { class: "btn" }, input, "拍照"), said, shown);
}

// What the employer sees and signs for: figures and findings, never the workers' words.
function shownToEmployer(row, lists) {
  const said = (name) => words(name, store.value(row, name));
  const found = lists.flatMap((list) => list.items.filter((one) => store.value(row, `answer:${list.key}/${one.key}`) === "no")
    .map((one) => `${one.finding}${store.value(row, `note:${list.key}/${one.key}`) ? `（${store.value(row, `note:${list.key}/${one.key}`)}）` : ""}（${one.cites}）`));
  if (store.value(row, "finding")) found.push(store.value(row, "finding"));
  return h("section", { class: "fd-card", "aria-label": "检查记录" }, h("h2", {}, "检查记录"),
    h("p", {}, `职工 ${said("workforce")} 人，其中农民工 ${said("migrants")} 人。${store.value(row, "arrears_found") ? `查实欠薪：${said("arrears_persons")} 人，${said("arrears_fen")}。` : ""}`),
    found.length ? h("ol", {}, found.map((one) => h("li", {}, one))) : h("p", {}, "没有发现问题。"),
    store.value(row, "rectify_by") ? h("p", {}, `整改期限：${said("rectify_by")}`) : null);
}

const COVERED = (name) => !["signature", "done", "place"].includes(name) && !name.startsWith("photo:");

export async function signPage(row, load, go) {
  const canvas = h("canvas", { width: 640, height: 260, class: "fd-sign", tabIndex: 0, "aria-label": "在框内签名" });
  const pad = signaturePad(canvas);
  const name = h("input", { class: "form-control", maxLength: 60, name: "signer", autocomplete: "off", value: store.value(row, "signature")?.name || "" });
  const said = h("p", { class: "nx-error", role: "alert", hidden: true });
  const keep = async () => {
    if (pad.empty() || !name.value.trim()) { said.hidden = false; said.textContent = "请签名并填写签名人姓名、职务。"; return; }
    const blob = await pad.picture();
    const photo = await store.addPhoto(row.key, "signature", "", blob, await digestOf(blob));
    const covers = Object.entries(row.fields).filter(([key]) => COVERED(key)).flatMap(([, heads]) => heads.map((one) => one.key));
    await store.setField(row.key, "signature", { photo, name: name.value.trim(), covers });
    go(`#/v/${row.key}`);
  };
  return [title(row), shownToEmployer(row, load?.checklists || []),
    h("section", { class: "fd-card", "aria-label": "用人单位签名" }, h("h2", {}, "用人单位签名"), canvas, field("签名人（姓名、职务）", name, { must: true }), said,
      h("div", { class: "nx-row" }, button("保存签名", keep, "btn-primary"), button("重签", () => pad.clear()), link("返回", `#/v/${row.key}`)))];
}

export async function talkPage(row) {
  const text = h("textarea", { class: "form-control", maxLength: 4000, name: "words", rows: 6 });
  const said = h("p", { role: "status" });
  const list = h("ul", { class: "fd-talks" });
  const draw = async () => {
    const kept = await store.interviews(row.key);
    list.replaceChildren(...kept.map((one) => h("li", {}, h("b", {}, clock(one.made_at)), h("p", {}, one.words), one.refused ? note(one.refused, "warning") : null,
      button("删去", async () => { if (await sure("删去这份还没有同步的访谈？", "删去")) { await store.dropInterview(one.key); draw(); } }, "btn-small"))));
  };
  const keep = async () => {
    if (!text.value.trim()) return;
    await store.addInterview(row.key, text.value.trim());
    text.value = "";
    said.textContent = "已保存在手机上，同步后从手机删除。";
    draw();
  };
  draw();
  return [title(row), note("访谈单独加密保存，不进入给用人单位的检查记录。请在用人单位人员不在场时填写；尽量不写能认出本人的内容。", "warning"),
    h("section", { class: "fd-card", "aria-label": "工人访谈" }, h("h2", {}, "工人访谈"), field("访谈内容", text, { help: "工资发到哪个月、有没有扣卡、有没有签合同、考勤怎么记……" }), h("div", { class: "nx-row" }, button("保存访谈", keep, "btn-primary"), link("返回", `#/v/${row.key}`)), said, list)];
}

export async function visitPage(row, load) {
  const lists = (load?.checklists || []).filter((list) => row.project || list.about === "employer" || Object.keys(row.fields).some((name) => name.startsWith(`answer:${list.key}/`)));
  const talks = await store.interviews(row.key);
  const signed = store.value(row, "signature");
  const done = h("input", { type: "checkbox", name: "done", checked: store.value(row, "done") === true });
  done.addEventListener("change", () => store.setField(row.key, "done", done.checked));
  return [title(row),
    row.recorded ? note("已登记为检查记录。之后的改动会作为更正同步。", "success") : null,
    row.sent && row.waits?.length ? note(`还不能入册：${row.waits.join("；")}`) : null,
    row.refused ? note(row.refused, "warning") : null,
    figures(row, load?.sectors || []),
    h("section", { class: "fd-card", "aria-label": "检查清单" }, h("h2", {}, "检查清单"), h("p", { class: "nx-hint" }, "没有填的不算“否”。"), lists.length ? lists.map((list) => checklist(row, list)) : note("名单已过期，请联网重新下载。")),
    h("section", { class: "fd-card", "aria-label": "现场照片" }, h("h2", {}, "现场照片"), camera(row, "visit")),
    h("section", { class: "fd-card", "aria-label": "访谈和签名" }, h("h2", {}, "访谈和签名"), h("div", { class: "fd-stack" }, link(`工人访谈（保密）${talks.length ? `：${talks.length} 份未同步` : ""}`, `#/v/${row.key}/talk`), link(signed ? `已签名：${signed.name}（重签）` : "用人单位签名", `#/v/${row.key}/sign`))),
    h("section", { class: "fd-card", "aria-label": "完成" }, h("label", { class: "nx-check" }, done, h("span", {}, "填写完毕，同步后登记为检查记录")), h("div", { class: "fd-stack" }, link("返回首页同步", "#/", "btn-primary")))];
}
