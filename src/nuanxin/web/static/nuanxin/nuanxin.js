// Small comforts over pages that work without scripts. One listener a concern; nothing inline.
import { wireColumns, wireDays, wireGuard, wireMoney } from "./forms.js";

const root = document.documentElement;

function keepTextSize(event) {
  const link = event.target.closest("[data-text-size]");
  if (!link) return;
  event.preventDefault();
  const size = link.dataset.textSize;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `nuanxin_text=${size}; path=/; samesite=lax; max-age=${size ? 31536000 : 0}${secure}`;
  if (size) root.dataset.text = size;
  else delete root.dataset.text;
  for (const other of document.querySelectorAll("[data-text-size]")) {
    if (other === link) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
}

function ask(question) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "nx-dialog";
    const words = document.createElement("p");
    words.id = "nx-question";
    words.textContent = question;
    dialog.setAttribute("aria-labelledby", words.id);
    const row = document.createElement("div");
    row.className = "nx-row";
    const answers = [["取消", false, "btn"], ["确定", true, "btn btn-primary"]];
    for (const [label, answer, look] of answers) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = look;
      button.textContent = label;
      button.addEventListener("click", () => { dialog.close(); resolve(answer); });
      row.append(button);
    }
    dialog.addEventListener("cancel", () => resolve(false));
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(words, row);
    document.body.append(dialog);
    dialog.showModal();
  });
}

// What an inspector's phone took along goes when its owner signs out, wherever on the phone that is done.
async function leaveNothing(form) {
  try {
    await (await import("./field/leaving.js")).leave();
  } finally {
    form.dataset.left = "yes";
    form.requestSubmit();
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.getAttribute("action") === "/sign-out/" && localStorage.getItem("nuanxin-field-officer") && !form.dataset.left) {
    event.preventDefault();
    leaveNothing(form);
    return;
  }
  if (form.dataset.confirm && !form.dataset.asked) {
    event.preventDefault();
    if (!window.HTMLDialogElement || (await ask(form.dataset.confirm))) {
      form.dataset.asked = "yes";
      form.requestSubmit(event.submitter);
    }
    return;
  }
  const button = event.submitter;
  if (!button?.dataset.busy || event.defaultPrevented) return;
  // Against the double click; freed again because a download leaves the page standing.
  const words = button.innerHTML;
  setTimeout(() => { button.disabled = true; button.textContent = button.dataset.busy; });
  setTimeout(() => { button.disabled = false; button.innerHTML = words; }, 5000);
});

document.addEventListener("click", (event) => {
  keepTextSize(event);
  const target = event.target.closest("button, a");
  for (const open of document.querySelectorAll("details.nx-drop[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
  if (!target) return;
  if (target.dataset.copy !== undefined) {
    navigator.clipboard?.writeText(target.dataset.copy).then(() => target.setAttribute("aria-label", "已复制"));
  } else if (target.dataset.print !== undefined) {
    window.print();
  } else if (target.dataset.signIn !== undefined) {
    document.getElementById("id_username").value = target.dataset.signIn;
    const password = document.getElementById("id_password");
    password.value = target.dataset.password;
    password.form.querySelector("[type=submit]").focus();
  } else if (target.dataset.fill !== undefined) {
    const field = document.getElementById(target.dataset.fill);
    field.value = target.dataset.value;
    field.form.querySelector("[type=submit]").focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = event.target.closest?.("details.nx-drop[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    return;
  }
  // Up and down walk the rows of a list from link to link.
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = event.target.closest?.("[data-rows] tbody tr");
  if (!row) return;
  const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
  const link = next?.querySelector("a");
  if (link) { event.preventDefault(); link.focus(); }
});

// On a phone a plain table loses its headings: each cell then says which column it is.
function wireLabels(part) {
  for (const table of part.querySelectorAll("table.nx-table-plain")) {
    const words = [...table.querySelectorAll("thead th")].map((head) => (head.querySelector(".nx-unseen") ? "" : head.textContent.trim()));
    for (const row of table.querySelectorAll("tbody tr, tfoot tr")) {
      let place = 0;
      for (const cell of row.cells) {
        if (cell.tagName === "TD" && cell.colSpan === 1 && cell.textContent.trim() && words[place]) cell.dataset.label = words[place];
        place += cell.colSpan;
      }
    }
  }
}

function wire(part) {
  for (const button of part.querySelectorAll("[data-copy], [data-print], [data-sign-in], [data-fill], [data-columns-default]")) button.hidden = false;
  wireMoney(part);
  wireDays(part);
  wireColumns(part);
  wireGuard(part);
  wireLabels(part);
  part.querySelector("[data-focus]")?.focus();
}

// Typing is no idleness: a half-filled form must not be lost because nothing was sent for half an hour.
let told = Date.now();
document.addEventListener("input", () => {
  if (!document.querySelector("[data-alive]") || Date.now() - told < 240000) return;
  told = Date.now();
  fetch(document.querySelector("[data-alive]").dataset.alive, { credentials: "same-origin" }).catch(() => {});
});

// The menu lies folded on a narrow screen, and stands open again when the window grows: there its handle is not drawn.
const narrow = window.matchMedia("(max-width: 900px)");
const menu = document.querySelector("[data-menu]");
function foldMenu() {
  if (!menu) return;
  menu.open = !narrow.matches;
  const here = menu.querySelector("[aria-current]");
  if (here && menu.open) menu.scrollTop = Math.max(0, here.offsetTop - menu.clientHeight / 2); // of fifty lines the one where we are
}
foldMenu();
narrow.addEventListener("change", foldMenu);
wire(document);
document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) wire(event.detail.elt); });
