// The designer of forms: slips beside their boxes while typing, definitions of counters, keys and paste as in a workbook.
// Without it every button still works and each save shows the same.

const form = document.getElementById("design");
const live = document.getElementById("live");
const definitions = JSON.parse(document.getElementById("definitions").textContent);
const place = /^([a-z]+)-(\d+)-([a-z0-9]+)$/;

function mark() {
  const said = new Map();
  for (const slip of live.querySelectorAll("[data-box]")) {
    said.set(slip.dataset.box, [...(said.get(slip.dataset.box) ?? []), slip.dataset.text]);
  }
  for (const box of form.querySelectorAll("input[id], select[id]")) {
    const texts = said.get(box.id);
    let note = document.getElementById(`e-${box.id}`);
    if (!texts) {
      box.removeAttribute("aria-invalid");
      box.removeAttribute("aria-describedby");
      note?.remove();
      continue;
    }
    if (!note) {
      note = document.createElement("small");
      note.id = `e-${box.id}`;
      note.className = "nx-design-wrong";
      box.parentElement.append(note);
    }
    note.textContent = texts.join("；");
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", note.id);
  }
}

function beside(box, down, right) {
  const [, kind, line] = place.exec(box.id) ?? [];
  if (!kind) return null;
  const row = form.querySelector(`[id^="${kind}-${Number(line) + down}-"]`)?.closest("tr");
  if (!row) return null;
  const cells = [...box.closest("tr").querySelectorAll("td input, td select")];
  return [...row.querySelectorAll("td input, td select")][cells.indexOf(box) + right] ?? null;
}

live.addEventListener("htmx:afterSwap", mark);

form.addEventListener("input", ({ target }) => {
  if (target.dataset.counter === undefined) return;
  const note = target.parentElement.querySelector(".nx-design-definition");
  if (note) note.title = note.textContent = definitions[target.value.trim()] ?? "";
});

form.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.tagName !== "INPUT" || event.isComposing) return;
  if (key === "s" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.querySelector(".nx-design-bar [value=save]").click();
    return;
  }
  const down = key === "Enter" ? (event.shiftKey ? -1 : 1) : { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!down || (target.list && key !== "Enter")) return;
  event.preventDefault();
  const next = beside(target, down, 0);
  next?.focus();
  next?.select?.();
});

form.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  let lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  if ((lines.length < 2 && lines[0].length < 2) || !place.test(event.target.id)) return;
  event.preventDefault();
  // Heads stand side by side in a workbook and one below the other here; its merged cells come empty, as ours are left.
  const head = /^columns-\d+-h\d$/;
  const asHead = head.test(event.target.id) && lines[0].length > 1;
  if (asHead) {
    lines = lines[0].map((_, right) => lines.map((cells) => cells[right] ?? ""));
  }
  let left = 0;
  lines.forEach((cells, down) => cells.forEach((cell, right) => {
    const box = beside(event.target, down, right);
    if (box && (!asHead || head.test(box.id))) box.value = cell.trim();
    else if (cell.trim()) left += 1;
  }));
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
  document.getElementById("pasted")?.remove();
  if (left) {
    const note = document.createElement("p");
    note.id = "pasted";
    note.className = "nx-error";
    note.setAttribute("role", "alert");
    note.textContent = `有 ${left} 格没有贴进来：行数或列数不够，请先加行（列）再粘贴。`;
    form.querySelector(".nx-design-bar").append(note);
  }
});

function focusAsked() {
  const box = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (box && form.contains(box)) box.focus();
}

live.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  const box = document.getElementById(link.hash.slice(1));
  box?.closest("details")?.setAttribute("open", "");
  box?.focus();
});

mark();
focusAsked();
