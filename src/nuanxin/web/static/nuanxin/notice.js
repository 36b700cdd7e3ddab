// Where a reading is asked for its words, all of them are shown, not only the first piece. Without it the page still jumps there.

const show = () => {
  const asked = decodeURIComponent(location.hash.slice(1));
  const anchors = asked.startsWith("t-") ? [asked.slice(2), `id_${asked.slice(2)}`] : [];
  for (const mark of document.querySelectorAll(".nx-notice-mark[data-in]")) {
    const inside = mark.dataset.in.split(" ");
    mark.classList.toggle("nx-notice-shown", anchors.some((anchor) => inside.includes(anchor)));
  }
};

addEventListener("hashchange", show);
show();
