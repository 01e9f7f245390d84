import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detectors/detector';
import { isolationForest } from '../detectors/isolation_forest';
import { MAX_COLUMNS, type FeatureMatrix } from '../features/matrix';
import { OpenSessions } from './open_sessions';
import { onlyBatch, type SessionBatch } from './session_batch';

const KIND = 'detector:session_isolation_forest';

/** Which templates have a column of their own; all others share one, and unseen events have the last. */
class CountColumns {
  readonly names: string[];

  constructor(
    private readonly templates: Int32Array,
    private readonly open: OpenSessions,
  ) {
    this.names = [...Array.from(templates, (template) => `template:${template}`), 'other', 'new'];
  }

  /** @param alone templates that, in training, occur in one session only: unseen, were it left out */
  matrix(batch: SessionBatch, alone?: Uint8Array): FeatureMatrix {
    const width = this.names.length;
    const values = new Float32Array(batch.sessions * width);
    const columnOf = new Int32Array(batch.templates + 1).fill(width - 2);
    this.templates.forEach((template, column) => (columnOf[template] = column));
    columnOf[batch.templates] = width - 1;
    for (let session = 0; session < batch.sessions; session++) {
      const { templates, counts } = this.open.counts(batch, session);
      templates.forEach((template, at) => {
        const column = alone?.[template] === 1 ? width - 1 : columnOf[template];
        values[session * width + column] += counts[at];
      });
      for (let column = 0; column < width; column++)
        values[session * width + column] = Math.log1p(values[session * width + column]);
    }
    return { columns: this.names, rows: batch.sessions, values };
  }

  toArrays() {
    return { templates: this.templates, ...this.open.toArrays() };
  }
}

class CountForest implements FittedDetector<SessionBatch> {
  constructor(
    private readonly forest: FittedDetector<FeatureMatrix>,
    private readonly columns: CountColumns,
  ) {}

  score(batch: SessionBatch): Float64Array {
    return this.forest.score(this.columns.matrix(batch));
  }

  explain(batch: SessionBatch, i: number): Contribution[] {
    return this.forest.explain(this.columns.matrix(batch), i);
  }

  toBytes(): Uint8Array {
    return encodeBundle(KIND, {}, { ...this.columns.toArrays(), forest: this.forest.toBytes() });
  }
}

/** log(1 + 1): an event that came once. */
const ONCE = Math.LN2;

/** Isolation forest on log event counts, with a column for events that training never saw. */
export function countForest(): Detector<SessionBatch> {
  const forest = isolationForest({ unseenLevel: ONCE });

  async function* fit(
    batches: Iterable<SessionBatch> | AsyncIterable<SessionBatch>,
    options: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<SessionBatch>> {
    const batch = await onlyBatch(batches);
    const frequency = sessionFrequency(batch);
    const widespread = Int32Array.from(frequency, (_, template) => template)
      .sort((a, b) => frequency[b] - frequency[a])
      .slice(0, MAX_COLUMNS - 2);
    const columns = new CountColumns(widespread, OpenSessions.fit(batch));
    const alone = Uint8Array.from(frequency, (sessions) => (sessions === 1 ? 1 : 0));
    const result = yield* forest.fit([columns.matrix(batch, alone)], options);
    return {
      fitted: new CountForest(result.fitted, columns),
      trainingScores: result.trainingScores,
    };
  }
  return {
    name: 'isolation_forest',
    description:
      'Sessions that a few random cuts through the event counts set apart from the rest.',
    fit,
    memoryBytes: (size) => {
      const columns = Math.min(MAX_COLUMNS, size.templates + 2);
      return size.units * columns * 4 + forest.memoryBytes({ ...size, columns });
    },
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const open = OpenSessions.fromBundle(bundle);
      const templates = bundle.array('templates', 'i32');
      if (templates.some((template) => template < 0 || template >= open.templates))
        throw new BundleError('a column belongs to a template that is not there');
      return new CountForest(
        forest.fromBytes(bundle.array('forest', 'u8')),
        new CountColumns(templates, open),
      );
    },
  };
}

/** Sessions that hold each template. */
function sessionFrequency(batch: SessionBatch): Uint32Array {
  const frequency = new Uint32Array(batch.templates);
  for (let session = 0; session < batch.sessions; session++)
    for (const template of new Set(
      batch.events.subarray(batch.offsets[session], batch.offsets[session + 1]),
    ))
      if (template < frequency.length) frequency[template]++;
  return frequency;
}
