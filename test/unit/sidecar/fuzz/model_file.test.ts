import { createHash } from 'node:crypto';
import { BundleError, TrainedPipeline } from '../../../../sidecar/pipeline';
import { shopLines, train } from '../pipeline/event_streams';
import { FUZZ_INPUTS, OddValues } from './values';

/** A model is some 100 KB: a tenth of the inputs takes as long as all of the others. */
const INPUTS = Math.max(200, Math.floor(FUZZ_INPUTS / 10));
const HEADER_AT = 16;
const CHECKSUM_BYTES = 32;

describe('model files, with anything in them', () => {
  let bytes: Buffer;

  beforeAll(async () => {
    bytes = Buffer.from((await train(shopLines(1_000))).toBytes());
  }, 60_000);

  const load = (file: Uint8Array): 'loaded' | 'refused' => {
    try {
      TrainedPipeline.fromBytes(file);
      return 'loaded';
    } catch (error) {
      if (error instanceof BundleError) return 'refused';
      throw error;
    }
  };

  it(`should refuse each of ${INPUTS} files that were changed, cut or grown`, () => {
    const odd = new OddValues(21, ['x']);
    for (let i = 0; i < INPUTS; i++) {
      const file = Buffer.from(bytes);
      for (let flips = odd.below(4) + 1; flips > 0; flips--) {
        file[odd.below(file.length)] ^= 1 << odd.below(8);
      }
      const cut = file.subarray(0, odd.below(3) === 0 ? odd.below(file.length) : file.length);
      if (cut.equals(bytes)) continue;
      expect(load(cut)).toBe('refused');
    }
  });

  it(`should load or refuse each of ${INPUTS} files that were forged with a checksum that fits`, () => {
    const odd = new OddValues(22, ['meta', 'arrays', 'templates', 'length', 'name', 'type']);
    const headerBytes = bytes.readUInt32LE(12);
    const header = bytes.subarray(HEADER_AT, HEADER_AT + headerBytes).toString();
    const payload = bytes.subarray(HEADER_AT + headerBytes, -CHECKSUM_BYTES);
    const outcomes = { loaded: 0, refused: 0 };
    for (let i = 0; i < INPUTS; i++) {
      const forged = JSON.parse(header) as Record<string, unknown>;
      changeSomewhere(forged, odd);
      outcomes[load(bundle(JSON.stringify(forged), payload))]++;
    }
    expect(outcomes.refused).toBeGreaterThan(INPUTS / 10);
  });

  function bundle(header: string, payload: Buffer): Buffer {
    const text = Buffer.from(header);
    const prefix = Buffer.from(bytes.subarray(0, HEADER_AT));
    prefix.writeUInt32LE(text.length, 12);
    const content = Buffer.concat([prefix, text, payload]);
    return Buffer.concat([content, createHash('sha256').update(content).digest()]);
  }

  /** Walks to any place, and puts there what does not belong. */
  function changeSomewhere(root: Record<string, unknown>, odd: OddValues): void {
    let place: Record<string, unknown> = root;
    for (;;) {
      const key = odd.pick(Object.keys(place));
      const inner = place[key];
      const goOn = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
      if (goOn && odd.below(5) > 0) place = inner as Record<string, unknown>;
      else {
        place[key] = odd.value();
        return;
      }
    }
  }
});
