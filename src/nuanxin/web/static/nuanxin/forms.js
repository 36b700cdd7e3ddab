// Form comforts: the 万元 echo, the day picker, the column chooser, the guard against losing what was typed.

function wanWords(text, doubtful) {
  const plain = text.normalize("NFKC").replace(/[\s,，元¥￥]/g, "");
  if (!/^\d+(\.\d{0,2})?$/.test(plain)) return ["", false];
  const yuan = Number(plain);
  const fen = Math.round(yuan * 100);
  const wan = (fen / 1e6).toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const doubt = fen >= doubtful;
  return [`= ${wan} 万元${doubt ? "，金额很大，请核对单位是否为元" : ""}`, doubt];
}

export function wireMoney(part) {
  for (const input of part.querySelectorAll("input[data-yuan]")) {
    const echo = input.parentElement.querySelector("[data-yuan-echo]");
    if (!echo) continue;
    const show = () => {
      const [words, doubt] = wanWords(input.value, Number(input.dataset.yuan));
      echo.textContent = words;
      echo.classList.toggle("nx-doubt", doubt);
    };
    input.addEventListener("input", show);
    show();
  }
}

export function wireDays(part) {
  for (const input of part.querySelectorAll("input[data-day]")) {
    if (!("showPicker" in HTMLInputElement.prototype) || input.closest(".nx-range, .nx-day-input")) continue;
    const box = document.createElement("span");
    box.className = "nx-day-input";
    input.replaceWith(box);
    const native = document.createElement("input");
    native.type = "date";
    native.tabIndex = -1;
    native.className = "nx-day-native";
    native.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = "选日期";
    button.addEventListener("click", () => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(input.value)) native.value = input.value;
      native.showPicker();
    });
    native.addEventListener("change", () => {
      input.value = native.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
    box.append(input, button, native);
  }
}

export function wireColumns(part) {
  for (const form of part.querySelectorAll("[data-columns]")) {
    form.querySelector("[data-columns-default]")?.addEventListener("click", () => {
      for (const box of form.querySelectorAll("input[name=columns]")) box.checked = "default" in box.dataset;
    });
  }
}

let guarded = false;
let dirty = false;
export function wireGuard(part) {
  for (const form of part.querySelectorAll("form[data-guard]")) {
    if (form.querySelector(".nx-errors")) dirty = true;
    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("submit", () => { dirty = false; });
    if (guarded) continue;
    guarded = true;
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  }
}
