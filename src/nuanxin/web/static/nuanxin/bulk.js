// Choosing rows of a list for a bulk act: boxes before the rows, kept while pages are turned. Without it the button
// for everything that the filter finds still works. Keys: space and x choose, up and down walk, shift chooses a stretch.

const bar = document.querySelector("[data-bulk]");
const results = document.getElementById("results");
const picked = new Set();
const most = Number(bar.dataset.most);
let last = null;

const boxes = () => [...results.querySelectorAll("[data-pick]")];

function show() {
  for (const box of boxes()) box.checked = picked.has(box.dataset.pick);
  const all = results.querySelector("[data-pick-all]");
  if (all) {
    const on = boxes().filter((box) => box.checked).length;
    all.checked = on > 0 && on === boxes().length;
    all.indeterminate = on > 0 && !all.checked;
  }
  const count = bar.querySelector(".nx-bulk-count");
  count.hidden = false;
  count.querySelector("b").textContent = picked.size;
  count.classList.toggle("nx-missing", picked.size > most);
  const go = bar.querySelector("[data-bulk-picked]");
  go.hidden = false;
  go.disabled = picked.size === 0 || picked.size > most;
  bar.querySelector("[data-bulk-none]").hidden = picked.size === 0;
  bar.toggleAttribute("data-any", picked.size > 0); // stays in sight once something is chosen
}

function choose(box, on) {
  if (on) picked.add(box.dataset.pick);
  else picked.delete(box.dataset.pick);
}

function newBox(label) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "nx-pick";
  box.autocomplete = "off";
  box.setAttribute("aria-label", label);
  return box;
}

function dress() {
  for (const row of results.querySelectorAll("[data-rows] tbody tr")) {
    const link = row.querySelector("a");
    if (!link || row.querySelector("[data-pick]")) continue;
    const number = decodeURIComponent(new URL(link.href).pathname.split("/").at(-2));
    const box = newBox(`选择 ${number}`);
    box.dataset.pick = number;
    row.cells[0].prepend(box);
  }
  const head = results.querySelector("[data-rows] thead th");
  if (head && boxes().length && !head.querySelector("[data-pick-all]")) {
    const box = newBox("选择本页全部");
    box.dataset.pickAll = "";
    head.prepend(box);
  }
  show();
}

results.addEventListener("click", (event) => {
  const box = event.target.closest("[data-pick], [data-pick-all]");
  if (!box) return;
  if (box.dataset.pickAll !== undefined) {
    for (const one of boxes()) choose(one, box.checked);
  } else {
    const all = boxes();
    const from = event.shiftKey && last ? all.indexOf(last) : -1;
    const to = all.indexOf(box);
    const stretch = from < 0 ? [box] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const one of stretch) choose(one, box.checked);
    last = box;
  }
  show();
});

results.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-rows] tbody tr");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const box = row.querySelector("[data-pick]");
  if (event.key === "x" && box) {
    event.preventDefault();
    event.stopPropagation();
    choose(box, !box.checked);
    last = box;
    show();
  } else if (event.target === box && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    event.preventDefault();
    event.stopPropagation();
    next?.querySelector("[data-pick]")?.focus();
  }
});

bar.querySelector("[data-bulk-none]").addEventListener("click", () => { picked.clear(); show(); });

bar.addEventListener("submit", (event) => {
  // The filter may have changed since the page was drawn; the address knows it.
  bar.action = bar.dataset.bulk + location.search;
  for (const old of bar.querySelectorAll("input[name=pick]")) old.remove();
  if (event.submitter?.name === "all") return;
  for (const number of picked) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "pick";
    field.value = number;
    bar.append(field);
  }
});

dress();
document.addEventListener("htmx:afterSettle", dress);
