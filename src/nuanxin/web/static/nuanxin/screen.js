// The wall: one panel at a time, turned by itself; any key stops it. Without this script all panels stand one below another.
const main = document.querySelector(".nx-screen");
const panels = [...document.querySelectorAll("[data-panel]")];
const nav = document.querySelector("[data-nav]");
const state = document.querySelector("[data-state]");
const seconds = Number(main.dataset.turn) || 0;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let here = Math.max(0, panels.findIndex((panel) => `#${panel.dataset.panel}` === decodeURIComponent(location.hash)));
let turning = seconds > 0 && !calm;
let timer = 0;

const buttons = panels.map((panel, place) => button(panel.dataset.panel, () => { stop(); show(place); }));
const pause = button("", () => (turning ? stop() : start()));
nav.hidden = panels.length < 2;
main.classList.add("nx-one-panel");

function button(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", press);
  nav.append(made);
  return made;
}

function show(place) {
  here = (place + panels.length) % panels.length;
  panels.forEach((panel, n) => { panel.hidden = n !== here; });
  buttons.forEach((one, n) => one.setAttribute("aria-pressed", String(n === here)));
}

function say() {
  pause.textContent = turning ? "暂停" : "轮播";
  state.textContent = turning ? "自动轮播，按空格键暂停。" : "已暂停，按空格键轮播。";
}

function stop() {
  turning = false;
  clearInterval(timer);
  say();
}

function start() {
  turning = true;
  clearInterval(timer);
  timer = setInterval(next, (seconds || 15) * 1000);
  say();
}

// After a whole turn the page is asked for again, from the same server: new numbers.
function next() {
  if (here + 1 < panels.length) return show(here + 1);
  location.reload();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === " " && event.target.tagName !== "BUTTON" && event.target.tagName !== "A") {
    event.preventDefault();
    turning ? stop() : start();
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    stop();
    show(here + (event.key === "ArrowRight" ? 1 : -1));
  } else if (event.key === "Tab") {
    stop();
  }
});

show(here);
turning ? start() : say();
