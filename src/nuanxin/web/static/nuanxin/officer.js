// Keys of the officer's door: "/" finds, Ctrl+Enter sends the quick form, 1 2 3 decide a pair. Everything works without it.

const typing = (target) => target.matches?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form[data-quick]");
    if (form) { event.preventDefault(); form.requestSubmit(); }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (event.key === "/") {
    const find = document.getElementById("find");
    if (find) { event.preventDefault(); find.focus(); }
    return;
  }
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button && !document.querySelector("dialog[open]")) { event.preventDefault(); button.click(); }
});

// The first empty field of the quick form takes the cursor, so that the hand goes straight to the keys.
const quick = document.querySelector("form[data-quick]");
if (quick && !document.querySelector("[data-focus]")) quick.querySelector("[name=name]")?.focus();
