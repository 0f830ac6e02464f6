// A figure of the last two minutes as lines, with its values under the pointer.
import { html, useEffect, useRef, useState } from "./lib/preact.js";
import uPlot from "./lib/uplot.js";

const HEIGHT = 150;
const DARK = matchMedia("(prefers-color-scheme: dark)");

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const clock = (second) => new Date(second * 1000).toLocaleTimeString([], { hour12: false, hour: "2-digit", minute: "2-digit", second: "2-digit" });

function useDark() {
  const [isDark, setDark] = useState(DARK.matches);
  useEffect(() => {
    const change = () => setDark(DARK.matches);
    DARK.addEventListener("change", change);
    return () => DARK.removeEventListener("change", change);
  }, []);
  return isDark;
}

function plotted(place, series, axis, onPoint) {
  const line = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui" };
  return new uPlot({
    width: place.clientWidth, height: HEIGHT, legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    hooks: { setCursor: [(u) => onPoint(u.cursor.idx ?? null)] },
    scales: { y: { range: (u, low, high) => [0, Math.max(high * 1.15, 4)] } },
    axes: [{ ...line, size: 26, space: 90, values: (u, all) => all.map(clock) },
      { ...line, size: 64, space: 40, values: (u, all) => all.map((v) => v === 0 ? "0" : axis(v)) }],
    series: [{}, ...series.map(([, , c]) => ({ stroke: colour(c), width: 2, fill: series.length === 1 ? colour(c) + "22" : undefined, spanGaps: true, points: { show: false } }))],
  }, [[], ...series.map(() => [])], place);
}

// Series are [key, name, colour]; a second that lacks a key has no point.
export function Chart({ title, seconds, series, format, axis = format }) {
  const place = useRef(null);
  const plot = useRef(null);
  const [point, setPoint] = useState(null);
  const isDark = useDark();
  useEffect(() => {
    const its = plotted(place.current, series, axis, setPoint);
    plot.current = its;
    const size = new ResizeObserver(() => place.current && its.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    size.observe(place.current);
    return () => { size.disconnect(); its.destroy(); };
  }, [isDark]);
  useEffect(() => {
    if (!seconds || !plot.current) return;
    plot.current.setData([seconds.map((one) => one.second), ...series.map(([key]) => seconds.map((one) => one[key] ?? null))]);
  }, [seconds, isDark]);
  const last = seconds?.[seconds.length - 1];
  const pointed = point === null ? null : seconds?.[point];
  return html`<figure class="card chart"><figcaption><span>${title}${pointed && html` <span class="muted small">${clock(pointed.second)}</span>`}</span>
    <span class="keys">${series.map(([key, name, c]) => (series.length > 1 || pointed) && html`<span><i style=${{ background: `var(${c})` }}></i>${name}${pointed && html` <b>${format(pointed[key])}</b>`}</span>`)}</span></figcaption>
    <div ref=${place} role="img" aria-label=${title + ", the last two minutes" + (last ? "; last " + format(last[series[0][0]]) : "")}></div></figure>`;
}
