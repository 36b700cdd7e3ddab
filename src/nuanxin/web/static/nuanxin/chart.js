// Draws the page's charts from their data blocks. The table below each chart stays the text alternative.
const INK = "#1c2733";
const LINE = "#d5dde7";
const PALETTE = ["#1456a8", "#5a9bdc", "#0f766e", "#8a6d1b", "#6b5ca5", "#7d8a9b"];

function option(data, fontSize) {
  return {
    color: PALETTE,
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize, color: INK },
    grid: { left: 8, right: 16, top: data.series.length > 1 ? fontSize * 2.6 : 16, bottom: 8, containLabel: true },
    legend: { show: data.series.length > 1, top: 0, left: 0, textStyle: { color: INK, fontSize } },
    // Rich text is painted on the canvas: the usual tooltip is made of inline styles, which the policy forbids.
    tooltip: { trigger: "axis", renderMode: "richText", textStyle: { fontSize }, valueFormatter: (value) => (value === null || value === undefined ? "未报" : `${value.toLocaleString("zh-CN")} ${data.unit}`) },
    xAxis: { type: "category", data: data.labels, axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false }, axisLabel: { color: INK, fontSize, hideOverlap: true } },
    yAxis: { type: "value", splitLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK, fontSize } },
    series: data.series.map((series, place) => ({
      name: series.name,
      type: data.kind,
      data: series.values,
      stack: data.stacked ? "all" : undefined,
      barMaxWidth: 34,
      symbol: ["circle", "rect", "triangle", "diamond"][place % 4],
      symbolSize: 7,
      lineStyle: data.kind === "line" ? { type: ["solid", "dashed", "dotted"][place % 3], width: 2 } : undefined,
    })),
  };
}

for (const box of document.querySelectorAll("[data-chart]")) {
  if (!window.echarts) break;
  box.hidden = false;
  const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const chart = window.echarts.init(box, null, { renderer: "canvas" });
  chart.setOption(option(data, parseFloat(getComputedStyle(box).fontSize) - 1));
  box.parentElement.querySelector("[data-chart-table]")?.removeAttribute("open");
  new ResizeObserver(() => chart.resize()).observe(box);
}
