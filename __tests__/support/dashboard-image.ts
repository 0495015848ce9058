/** A widget of a dashboard, as CloudWatch reads it. */
interface Widget {
  readonly type?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: { readonly horizontal?: readonly { readonly value: number }[] };
  };
}

/** Pixels of a column and of a row of the grid. */
const unit = { x: 60, y: 50 };
const points = 48;
const colors = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#17becf"];

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A made-up series. The same name gives the same values. */
function madeUp(name: string, top: number): number[] {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
  return Array.from({ length: points }, (_, index) => {
    const wave = Math.sin((index + seed) / 5) + Math.sin((index * seed) / 37);
    return (top * (wave + 2.2)) / 5;
  });
}

function text(x: number, y: number, content: string, size = 12, weight = "normal"): string {
  return `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" font-weight="${weight}">${escaped(content)}</text>`;
}

function graph({ properties }: Widget, left: number, top: number, width: number, height: number): string {
  const threshold = properties.annotations?.horizontal?.[0]?.value;
  const metrics = properties.metrics ?? [];
  const ceiling = threshold ? threshold * 1.25 : 100;
  const plot = { left: left + 10, top: top + 28, width: width - 20, height: height - 62 };
  const yOf = (value: number) => plot.top + plot.height * (1 - Math.min(1, value / ceiling));
  const lines = metrics.map((metric, index) => {
    const { label } = metric.at(-1) as { label: string };
    const path = madeUp(`${String(metric[1])}${label}`, ceiling)
      .map(
        (value, at) =>
          `${at === 0 ? "M" : "L"}${(plot.left + (plot.width * at) / (points - 1)).toFixed(1)},${yOf(value).toFixed(1)}`,
      )
      .join("");
    return `<path d="${path}" fill="none" stroke="${colors[index % colors.length]}" stroke-width="1.5"/>`;
  });
  const names = metrics.map((metric) => (metric.at(-1) as { label: string }).label).join(", ");
  const fits = Math.floor(plot.width / 6.5);
  return [
    `<rect x="${plot.left}" y="${plot.top}" width="${plot.width}" height="${plot.height}" fill="#fafafa" stroke="#ddd"/>`,
    ...lines,
    threshold === undefined
      ? ""
      : `<line x1="${plot.left}" x2="${plot.left + plot.width}" y1="${yOf(threshold)}" y2="${yOf(threshold)}" stroke="#c00" stroke-dasharray="5 3"/>`,
    text(plot.left, top + height - 14, names.length > fits ? `${names.slice(0, fits - 1)}…` : names, 11),
  ].join("");
}

function widgetImage(widget: Widget): string {
  const [left, top, width, height] = [
    widget.x * unit.x,
    widget.y * unit.y,
    widget.width * unit.x,
    widget.height * unit.y,
  ];
  if (widget.type === "text")
    return text(left + 8, top + 32, (widget.properties.markdown ?? "").replace(/^#+ /, ""), 20, "bold");
  const content =
    widget.type === "alarm"
      ? (widget.properties.alarms ?? [])
          .map((alarm, index) => {
            const [column, row] = [index % 4, Math.floor(index / 4)];
            const name = alarm.replaceAll(/^.*\.(\w+)\.arn\}$/g, "$1");
            return text(left + 12 + (column * width) / 4, top + 50 + row * 18, `● ${name}`, 11);
          })
          .join("")
      : graph(widget, left, top, width, height);
  return [
    `<rect x="${left + 3}" y="${top + 3}" width="${width - 6}" height="${height - 6}" fill="#fff" stroke="#bbb" rx="4"/>`,
    text(left + 12, top + 20, widget.properties.title ?? "", 13, "bold"),
    content,
  ].join("");
}

/** A picture of a dashboard with made-up series, as SVG. */
export function dashboardImage(widgets: readonly unknown[]): string {
  const all = widgets as readonly Widget[];
  const height = Math.max(...all.map(({ y, height: rows }) => y + rows)) * unit.y;
  const width = 24 * unit.x;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
    ...all.map(widgetImage),
    "</svg>",
  ].join("\n");
}
