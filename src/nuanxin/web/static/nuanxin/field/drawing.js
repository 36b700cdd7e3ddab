// Elements without markup in strings: what users write never becomes markup.
export function h(name, props = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, said] of Object.entries(props)) {
    if (said === undefined || said === null || said === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), said);
    else if (key === "class") element.className = said;
    else if (key in element && key !== "list" && key !== "form") element[key] = said;
    else element.setAttribute(key, said === true ? "" : said);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let count = 0;
// A labelled field: the label, what helps, the control.
export function field(label, control, { help = "", must = false, kind = "" } = {}) {
  count += 1;
  control.id ||= `f${count}`;
  return h("div", { class: `nx-field ${kind}` },
    h("label", { class: "form-label", htmlFor: control.id }, label, must ? h("span", { class: "nx-must" }, "（必填）") : null),
    help ? h("p", { class: "nx-help" }, help) : null, control);
}

export const button = (words, onclick, kind = "") => h("button", { type: "button", class: `btn ${kind}`, onclick }, words);
export const link = (words, href, kind = "") => h("a", { class: `btn ${kind}`, href }, words);

export function note(words, kind = "") {
  return h("div", { class: `nx-message ${kind && `nx-message-${kind}`}`, role: kind === "warning" ? "alert" : "status" }, words);
}

// A question with two answers, in a dialog; true for yes.
export function sure(words, yes, no = "取消") {
  return new Promise((resolve) => {
    const done = (said) => { dialog.close(); dialog.remove(); resolve(said); };
    const dialog = h("dialog", { class: "nx-dialog", "aria-label": words, oncancel: () => done(false) },
      h("p", {}, words), h("div", { class: "nx-row" }, button(no, () => done(false)), button(yes, () => done(true), "btn-primary")));
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
export const clock = (iso) => new Date(iso).toLocaleString("zh-CN", { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
