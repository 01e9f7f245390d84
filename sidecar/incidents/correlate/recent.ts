import { BANDS } from './episodes';

/** So many of a band: a single line in between does not hide what began before it. */
const KEPT = 2;

/** The latest episodes of each context and band, by their numbers. */
export class Recent {
  private readonly contexts = new Map<string, number[][]>();

  add(context: string, band: number, episode: number): void {
    let bands = this.contexts.get(context);
    if (!bands) this.contexts.set(context, (bands = BANDS.map(() => [])));
    const latest = bands[band];
    latest.push(episode);
    if (latest.length > KEPT) latest.shift();
  }

  *of(context: string): Generator<number> {
    const bands = this.contexts.get(context);
    if (!bands) return;
    for (const latest of bands) yield* latest;
  }
}
