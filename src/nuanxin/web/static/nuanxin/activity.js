// The phone page of an activity: steps beside numbers, photos made small before they go. Everything works without it.
import { small } from "./field/pictures.js";

for (const box of document.querySelectorAll("[data-stepper]")) {
  const input = box.querySelector("input");
  const steps = document.createElement("div");
  steps.className = "ac-steps";
  const label = box.querySelector("label")?.firstChild?.textContent.trim() ?? "";
  for (const step of [...box.dataset.stepper.split(",").map(Number), 0]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = step ? `+${step}` : "清空";
    button.setAttribute("aria-label", step ? `${label}加${step}` : `清空${label}`);
    button.addEventListener("click", () => {
      input.value = step ? Number(input.value || 0) + step : "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    steps.append(button);
  }
  input.after(steps);
}

document.querySelector("input[name=place]")?.setAttribute("list", "places");

const photos = document.querySelector("input[name=photos]");
const told = document.querySelector("[data-photos]");
photos?.addEventListener("change", async () => {
  const kept = new DataTransfer();
  const files = [...photos.files];
  if (told) told.textContent = "正在压缩照片…";
  for (const [place, file] of files.entries()) {
    try {
      const blob = await small(file);
      kept.items.add(blob.size < file.size ? new File([blob], `photo-${place + 1}.jpg`, { type: "image/jpeg" }) : file);
    } catch {
      kept.items.add(file); // the server says what it cannot take
    }
  }
  photos.files = kept.files;
  if (told) told.textContent = files.length ? `已选 ${files.length} 张照片。` : "";
});
