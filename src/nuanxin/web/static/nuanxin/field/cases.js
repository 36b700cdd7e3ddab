// The inspector's own open cases on the phone: what one needs on the spot; notes and photos wait here until they are home.
import { button, clock, field, h, link, note, sure } from "./drawing.js";
import { digestOf, small } from "./pictures.js";
import * as store from "./store.js";

const yuan = (fen) => (fen === null || fen === undefined ? "" : `${(fen / 100).toFixed(2)} 元`);
const today = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
const late = (row) => row.due_on && row.due_on < today();

export async function caseList() {
  const rows = await store.cases();
  const lines = await Promise.all(rows.map(async (row) => {
    const left = await store.unsentOfCase(row.id);
    const state = left ? `${left} 项未同步` : row.due_on ? `${late(row) ? "已逾期 " : ""}${row.due_on}` : "无期限";
    return h("li", {}, h("a", { class: "fd-visit", href: `#/c/${row.id}` }, h("b", {}, row.employer || "（没有写明单位）"), h("span", {}, [row.number, row.project].filter(Boolean).join(" · ")),
      h("span", { class: `nx-light ${late(row) ? "nx-light-overdue" : left ? "nx-light-near" : "nx-light-normal"}` }, state)));
  }));
  return h("section", { class: "fd-card", "aria-label": "我的案件" }, h("h2", {}, `我的案件${rows.length ? `（${rows.length}）` : ""}`),
    lines.length ? h("ul", { class: "fd-visits" }, lines) : h("p", { class: "nx-none" }, "手机上没有案件。联网下载后可以离线查看一天。"));
}

function facts(row) {
  const told = [["案号", row.number], ["线索", row.clue], ["项目", row.project], ["地点", row.place], ["立案（启动）", row.opened_on], ["人数", row.persons ? `${row.persons} 人` : ""],
    ["金额", yuan(row.fen)], ["期限", row.due ? `${row.due} ${row.due_on}` : ""], ["反映人", row.reporters.join("；")], ["诉求", row.demand]];
  return h("section", { class: "fd-card", "aria-label": "案件" }, h("h2", {}, "案件"),
    h("dl", { class: "fd-facts" }, told.filter(([, said]) => said).flatMap(([label, said]) => [h("dt", {}, label), h("dd", {}, said)])),
    h("p", { class: "nx-hint" }, "姓名、电话只显示遮盖后的内容；完整信息请在办公页面申请查看。"));
}

function photos(row) {
  const shown = h("div", { class: "fd-photos" });
  const said = h("span", { role: "status" });
  const draw = async () => {
    const kept = await store.casePhotos(row.id);
    shown.replaceChildren(...kept.map((one) => h("figure", {}, h("img", { src: URL.createObjectURL(one.blob), alt: "刚拍的照片", onload: (event) => URL.revokeObjectURL(event.target.src) }),
      one.refused ? note(one.refused, "warning") : null, button("删去", async () => { await store.dropCasePhoto(one.key); draw(); }, "btn-small"))));
  };
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", multiple: true, class: "nx-unseen", name: "case-photo" });
  input.addEventListener("change", async () => {
    for (const file of input.files) {
      try {
        const blob = await small(file);
        await store.addCasePhoto(row.id, blob, await digestOf(blob));
        said.textContent = "已保存在手机上，同步后成为案件的证据材料。";
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

export async function casePage(row, draw) {
  const text = h("textarea", { class: "form-control", maxLength: 2000, name: "case-note", rows: 5 });
  const kept = await store.notes(row.id);
  const list = h("ul", { class: "fd-talks" }, kept.map((one) => h("li", {}, h("p", {}, `${clock(one.made_at)}　${one.words}`), one.refused ? note(one.refused, "warning") : null,
    button("删去", async () => { if (await sure("删去这条还没有同步的记录？", "删去")) { await store.dropNote(one.key); draw(); } }, "btn-small"))));
  const keep = async () => {
    if (!text.value.trim()) return;
    await store.addNote(row.id, text.value.trim());
    draw();
  };
  return [h("div", { class: "fd-title" }, h("h1", {}, row.employer || row.number), h("p", { class: "nx-hint" }, row.number)), facts(row),
    h("section", { class: "fd-card", "aria-label": "办案记录" }, h("h2", {}, "办案记录"), field("记录", text, { help: "同步后写入办理经过，不能修改" }), h("div", { class: "nx-row" }, button("保存记录", keep, "btn-primary")), list),
    h("section", { class: "fd-card", "aria-label": "照片" }, h("h2", {}, "照片"), photos(row)), link("返回首页同步", "#/", "btn-primary")];
}
