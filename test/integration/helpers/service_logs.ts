import { Random } from '../../../sidecar/pipeline/random';

const SYLLABLES = ['ba', 'do', 'fe', 'gi', 'ku', 'la', 'mo', 'ne', 'pi', 'ru', 'sa', 'to'];
const PATTERNS = 48;

export interface ServiceLogOptions {
  count: number;
  startMs: number;
  endMs: number;
  seed?: number;
  /** Share of lines of patterns that the others never have. */
  newShare?: number;
}

/** Lines of a service as documents, alike at all times: 48 patterns, some much more frequent than others. */
export function serviceDocuments(options: ServiceLogOptions): object[] {
  const { count, startMs, endMs, seed = 1, newShare = 0 } = options;
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const pattern = Math.floor(PATTERNS * random.uniform() ** 2);
    const isNew = random.uniform() < newShare;
    const number = random.below(90_000);
    return {
      '@timestamp': new Date(startMs + (i * (endMs - startMs)) / count).toISOString(),
      message: isNew
        ? `INFO replica ${number} joined quorum after election round ${random.below(50)}`
        : `INFO ${wordsOf(pattern)} ${number} took ${5 + random.below(20)} ms`,
      host: { name: 'shop-1' },
      service: { name: 'shop' },
    };
  });
}

/** Two to five made-up words, others for each pattern. */
function wordsOf(pattern: number): string {
  const random = new Random(1_000 + pattern);
  const word = () => [0, 1, 2].map(() => SYLLABLES[random.below(SYLLABLES.length)]).join('');
  return Array.from({ length: 2 + (pattern % 4) }, word).join(' ');
}
