import { Random } from '../pipeline/random';
import { principalPlane } from './principal_plane';
import type { WordVectors } from './word_vectors';

/** Nearest rows that a row is drawn to. */
const NEIGHBOURS = 10;
const EPOCHS = 200;
/** Random rows that a row is pushed from, for each that it is drawn to. */
const REPULSIONS = 4;
/** No step moves a row farther. */
const MAX_STEP = 4;
const START_SPREAD = 10;
/** Rows drawn nearer than this share of a fair place for each are pushed apart, so that all can be seen. */
const ROOM = 0.55;
const ROOM_ROUNDS = 40;

/**
 * A map of rows: from the plane in which they vary most, each is drawn to its nearest rows and pushed from random ones
 * (the cost of LargeVis and UMAP; McInnes, Healy and Melville 2018), so that what is alike comes together, as a plane
 * alone cannot show. Seeded: the same rows give the same map.
 * @param distances n × n
 * @returns x and y of each row, −1 to 1, one after the other
 */
export function layOut(vectors: WordVectors, distances: Float32Array, seed: number): Float64Array {
  const { rows } = vectors;
  const places = spreadTo(principalPlane(vectors), START_SPREAD);
  if (rows > NEIGHBOURS) {
    drawTogether(places, nearestRows(distances, rows), rows, new Random(seed));
  }
  makeRoom(places, rows);
  return spreadTo(places, 1);
}

/** For each row, the numbers of its nearest others; of equally near ones those that come first. */
function nearestRows(distances: Float32Array, rows: number): Int32Array {
  const nearest = new Int32Array(rows * NEIGHBOURS);
  const best = new Float64Array(NEIGHBOURS);
  for (let row = 0; row < rows; row++) {
    const start = row * NEIGHBOURS;
    best.fill(Infinity);
    for (let other = 0; other < rows; other++) {
      const distance = distances[row * rows + other];
      if (other === row || distance >= best[NEIGHBOURS - 1]) continue;
      let at = NEIGHBOURS - 1;
      for (; at > 0 && best[at - 1] > distance; at--) {
        best[at] = best[at - 1];
        nearest[start + at] = nearest[start + at - 1];
      }
      best[at] = distance;
      nearest[start + at] = other;
    }
  }
  return nearest;
}

function drawTogether(
  places: Float64Array,
  nearest: Int32Array,
  rows: number,
  random: Random,
): void {
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = 1 - epoch / EPOCHS;
    for (let row = 0; row < rows; row++)
      for (let n = 0; n < NEIGHBOURS; n++) {
        // Each neighbour in every fifth epoch: their order must not matter.
        if ((n + epoch) % 5 !== 0) continue;
        pull(places, row, nearest[row * NEIGHBOURS + n], rate);
        for (let k = 0; k < REPULSIONS; k++) {
          const other = random.below(rows);
          if (other !== row) push(places, row, other, rate);
        }
      }
  }
}

function pull(places: Float64Array, row: number, other: number, rate: number): void {
  const squares = squaredOn(places, row, other);
  const strength = (-2 * rate) / (1 + squares);
  for (let axis = 0; axis < 2; axis++) {
    const step = bounded(strength * (places[2 * row + axis] - places[2 * other + axis]));
    places[2 * row + axis] += step;
    places[2 * other + axis] -= step;
  }
}

function push(places: Float64Array, row: number, other: number, rate: number): void {
  const squares = squaredOn(places, row, other);
  const strength = (2 * rate) / ((0.001 + squares) * (1 + squares));
  for (let axis = 0; axis < 2; axis++)
    places[2 * row + axis] += bounded(
      strength * (places[2 * row + axis] - places[2 * other + axis]),
    );
}

/** Pushes rows apart that lie on each other; those on the very same spot along turns of a circle. */
function makeRoom(places: Float64Array, rows: number): void {
  const [width, height] = extentOf(places);
  const least = ROOM * Math.sqrt((Math.max(width, 1e-9) * Math.max(height, 1e-9)) / rows);
  for (let round = 0; round < ROOM_ROUNDS; round++)
    for (let row = 0; row < rows; row++)
      for (let other = 0; other < row; other++) {
        const dx = places[2 * row] - places[2 * other];
        const dy = places[2 * row + 1] - places[2 * other + 1];
        const squares = dx * dx + dy * dy;
        if (squares >= least * least) continue;
        const distance = Math.sqrt(squares);
        const angle = row * 2.4;
        const part = (least - distance) / 4;
        const stepX = part * (distance > 1e-9 ? dx / distance : Math.cos(angle));
        const stepY = part * (distance > 1e-9 ? dy / distance : Math.sin(angle));
        places[2 * row] += stepX;
        places[2 * row + 1] += stepY;
        places[2 * other] -= stepX;
        places[2 * other + 1] -= stepY;
      }
}

/** Centred, and as large as `radius` where it is largest. */
function spreadTo(places: Float64Array, radius: number): Float64Array {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  places.forEach((value, at) => {
    low[at % 2] = Math.min(low[at % 2], value);
    high[at % 2] = Math.max(high[at % 2], value);
  });
  const largest = Math.max(high[0] - low[0], high[1] - low[1]) / 2;
  const scale = largest > 0 ? radius / largest : 0;
  return places.map((value, at) => (value - (low[at % 2] + high[at % 2]) / 2) * scale);
}

function extentOf(places: Float64Array): [number, number] {
  const spread = (axis: number) => {
    let low = Infinity;
    let high = -Infinity;
    for (let at = axis; at < places.length; at += 2) {
      low = Math.min(low, places[at]);
      high = Math.max(high, places[at]);
    }
    return high - low;
  };
  return [spread(0), spread(1)];
}

const squaredOn = (places: Float64Array, a: number, b: number): number =>
  (places[2 * a] - places[2 * b]) ** 2 + (places[2 * a + 1] - places[2 * b + 1]) ** 2;

const bounded = (step: number): number => Math.max(-MAX_STEP, Math.min(MAX_STEP, step));
