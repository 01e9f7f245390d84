import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { escapeXml, printable, shorten } from './text';
import { placePoints, thinOut, usesTime, type ScatterPoint, type Series } from './series';
import { dateRangeLabel, numberTicks, timeTicks } from './ticks';

export type { ScatterPoint } from './series';

export interface ScatterOptions {
  title?: string;
  /** Score from which lines are flagged, drawn as a line. */
  threshold?: number;
  /** Pixels, 320–8000. */
  width?: number;
  /** Pixels, 240–8000. */
  height?: number;
}

/** Okabe and Ito's palette (2008), which colour-blind people can tell apart, and a purple; grey is for "other". */
const PALETTE = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#000000',
  '#7A4FB5',
  '#F0E442',
];
const OTHER_COLOUR = '#A0A7B4';
const INK = '#343741';
const MUTED_INK = '#69707D';
const GRID = '#E3E6EC';
const THRESHOLD_INK = '#BD271E';

const MARGIN = { top: 56, right: 28, left: 62 };
const AXIS_HEIGHT = 52;
const LEGEND_ROW_HEIGHT = 20;
const POINT_RADIUS_PX = 2.6;
const FLAGGED_RADIUS_PX = 3.8;
/** DejaVu Sans has wide letters: so much on average at 12 px. */
const CHAR_WIDTH_PX = 7.2;
const FONT_FAMILY = 'DejaVu Sans';

/**
 * A PNG of time × score, one point a line, its colour the pattern. Points without a time go by their
 * place in the input where they are the most. The bytes are the same for the same points.
 * @throws RangeError where width or height are out of bounds.
 */
export function renderScatterPng(
  points: readonly ScatterPoint[],
  options: ScatterOptions = {},
): Buffer {
  const svg = renderScatterSvg(points, options);
  const image = new Resvg(svg, {
    background: '#FFFFFF',
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: FONT_FAMILY },
  });
  return Buffer.from(image.render().asPng());
}

/** The same picture as SVG. */
export function renderScatterSvg(
  points: readonly ScatterPoint[],
  options: ScatterOptions = {},
): string {
  const width = boundedSize('width', options.width ?? 1200, 320);
  const height = boundedSize('height', options.height ?? 700, 240);
  const byTime = usesTime(points);
  const { placed, series } = placePoints(points, options.threshold, byTime);

  const legendColumns = width >= 900 ? 2 : 1;
  const legendRows = Math.ceil(series.length / legendColumns);
  const legendHeight = legendRows * LEGEND_ROW_HEIGHT + 16;
  const plotWidth = width - MARGIN.left - MARGIN.right;
  const plotHeight = Math.max(100, height - MARGIN.top - AXIS_HEIGHT - legendHeight);
  const bottom = MARGIN.top + plotHeight;

  let minX = Infinity;
  let maxX = -Infinity;
  for (const { x } of placed) {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
  }
  if (placed.length === 0) [minX, maxX] = [0, 1];
  // Points keep clear of the frame, and a single one stands in the middle.
  const pad = (maxX - minX || 1) * 0.01;
  const spanX = maxX - minX + 2 * pad;
  const toX = (x: number) => MARGIN.left + ((x - minX + pad) / spanX) * plotWidth;
  const toY = (y: number) => bottom - (y / 104) * plotHeight;

  const maxTicks = Math.max(2, Math.floor(plotWidth / 110));
  const ticksX =
    placed.length === 0
      ? []
      : byTime
        ? timeTicks(minX, maxX, maxTicks)
        : numberTicks(minX, maxX, maxTicks);
  const titleX = byTime ? `time (UTC), ${dateRangeLabel(minX, maxX)}` : 'line';

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT_FAMILY}" font-size="12" fill="${INK}">`,
    `<rect width="${width}" height="${height}" fill="#FFFFFF"/>`,
    text(MARGIN.left, 32, shorten(options.title ?? 'Anomaly score of each line', width / 13), {
      size: 17,
      weight: 'bold',
    }),
    ...[0, 25, 50, 75, 100].flatMap((score) => [
      line(MARGIN.left, toY(score), MARGIN.left + plotWidth, toY(score), GRID),
      text(MARGIN.left - 8, toY(score) + 4, String(score), { anchor: 'end', fill: MUTED_INK }),
    ]),
    ...ticksX.flatMap(({ value, label }) => [
      line(toX(value), MARGIN.top, toX(value), bottom, GRID),
      text(toX(value), bottom + 18, label, { anchor: 'middle', fill: MUTED_INK }),
    ]),
    line(MARGIN.left, bottom, MARGIN.left + plotWidth, bottom, MUTED_INK),
    line(MARGIN.left, MARGIN.top, MARGIN.left, bottom, MUTED_INK),
    text(MARGIN.left + plotWidth / 2, bottom + 40, titleX, { anchor: 'middle' }),
    `<text transform="translate(18 ${round(MARGIN.top + plotHeight / 2)}) rotate(-90)" text-anchor="middle">score</text>`,
    ...circles(placed, series, options.threshold, toX, toY),
    ...thresholdLine(options.threshold, plotWidth, toY),
    ...legend(series, bottom + AXIS_HEIGHT + 14, plotWidth / legendColumns, legendColumns),
    placed.length === 0
      ? text(MARGIN.left + plotWidth / 2, MARGIN.top + plotHeight / 2, 'no lines', {
          anchor: 'middle',
          fill: MUTED_INK,
        })
      : '',
    '</svg>',
  ].join('\n');
}

/** Common series first, so that rare ones lie on top. */
function circles(
  placed: Parameters<typeof thinOut>[0],
  series: readonly Series[],
  threshold: number | undefined,
  toX: (x: number) => number,
  toY: (y: number) => number,
): string[] {
  const order = series
    .map((_, index) => index)
    .sort((a, b) => series[b].points - series[a].points || a - b);
  const groups = new Map<number, string[]>(order.map((index) => [index, []]));
  for (const { x, y, series: index } of thinOut(placed, toX, toY, 1.5)) {
    const flagged = threshold !== undefined && y >= threshold;
    const radius = flagged ? FLAGGED_RADIUS_PX : POINT_RADIUS_PX;
    groups.get(index)?.push(`<circle cx="${round(toX(x))}" cy="${round(toY(y))}" r="${radius}"/>`);
  }
  return [...groups].map(
    ([index, marks]) =>
      `<g fill="${colourOf(index, series)}" fill-opacity="0.75">${marks.join('')}</g>`,
  );
}

function thresholdLine(
  threshold: number | undefined,
  plotWidth: number,
  toY: (y: number) => number,
): string[] {
  if (threshold === undefined) return [];
  const y = toY(threshold);
  const right = MARGIN.left + plotWidth;
  const label = `threshold ${Math.round(threshold * 10) / 10}`;
  const labelWidth = label.length * CHAR_WIDTH_PX;
  return [
    line(MARGIN.left, y, right, y, THRESHOLD_INK, 'stroke-dasharray="6 4" stroke-width="1.5"'),
    // On white, so that it can be read over points.
    `<rect x="${round(right - labelWidth - 8)}" y="${round(y - 20)}" width="${round(labelWidth + 8)}" height="18" fill="#FFFFFF" fill-opacity="0.85"/>`,
    text(right - 4, y - 6, label, { anchor: 'end', fill: THRESHOLD_INK }),
  ];
}

function legend(
  series: readonly Series[],
  top: number,
  columnWidth: number,
  columns: number,
): string[] {
  const maxChars = Math.max(10, Math.floor((columnWidth - 26) / CHAR_WIDTH_PX));
  return series.flatMap(({ name, points }, index) => {
    const x = MARGIN.left + (index % columns) * columnWidth;
    const y = top + Math.floor(index / columns) * LEGEND_ROW_HEIGHT;
    const count = `${points.toLocaleString('en-US')} × `;
    return [
      `<circle cx="${round(x + 6)}" cy="${round(y - 4)}" r="5" fill="${colourOf(index, series)}"/>`,
      text(x + 18, y, count + shorten(printable(name), maxChars - count.length)),
    ];
  });
}

function colourOf(index: number, series: readonly Series[]): string {
  return series[index]?.isOther ? OTHER_COLOUR : PALETTE[index];
}

interface TextOptions {
  anchor?: 'start' | 'middle' | 'end';
  fill?: string;
  size?: number;
  weight?: string;
}

function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const attributes = [
    options.anchor ? ` text-anchor="${options.anchor}"` : '',
    options.fill ? ` fill="${options.fill}"` : '',
    options.size ? ` font-size="${options.size}"` : '',
    options.weight ? ` font-weight="${options.weight}"` : '',
  ].join('');
  return `<text x="${round(x)}" y="${round(y)}"${attributes}>${escapeXml(printable(content))}</text>`;
}

function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour: string,
  extra = 'stroke-width="1"',
): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${colour}" ${extra}/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function boundedSize(name: string, value: number, min: number): number {
  if (!Number.isInteger(value) || value < min || value > 8000) {
    throw new RangeError(`${name} must be a whole number from ${min} to 8000, got ${value}`);
  }
  return value;
}

/** The font comes with the package, so that the picture is the same on every machine. */
function fontFiles(): string[] {
  const folder = path.join(path.dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => path.join(folder, file));
}
