// Standard texts go into the box where the cursor stands; the first place to fill is marked. The page works without it.

for (const button of document.querySelectorAll("[data-phrase]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  if (!button) return;
  const box = document.getElementById(button.dataset.into);
  const used = box.form.elements.namedItem("texts");
  const at = box.selectionStart;
  box.setRangeText(button.dataset.text, at, box.selectionEnd, "end");
  const keys = new Set(used.value.split(",").filter(Boolean));
  used.value = [...keys.add(button.dataset.phrase)].join(",");
  const gap = button.dataset.text.match(/【[^】]*】/);
  box.focus();
  if (gap) box.setSelectionRange(at + gap.index, at + gap.index + gap[0].length);
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

// Only the texts that fit the conclusion chosen; those for any stay.
const list = document.querySelector(".nx-phrases[data-for]");
const about = list?.dataset.for ? document.getElementById(list.dataset.for) : null;
function fit() {
  for (const line of list.children) line.hidden = Boolean(line.dataset.about) && line.dataset.about !== about.value;
}
if (about) {
  about.addEventListener("change", fit);
  fit();
}
