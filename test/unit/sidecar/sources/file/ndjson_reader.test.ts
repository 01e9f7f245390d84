import { Readable } from 'node:stream';
import {
  emptyStats,
  readNdjsonBatches,
  type NdjsonFault,
} from '../../../../../sidecar/sources/file';

async function read(text: string) {
  const faults: NdjsonFault[] = [];
  const rows = [];
  const stdin = Readable.from([Buffer.from(text)]);
  for await (const batch of readNdjsonBatches('-', emptyStats(), (f) => faults.push(f), {
    stdin,
  })) {
    rows.push(...batch);
  }
  return { rows, faults };
}

describe('readNdjsonBatches', () => {
  it('should give objects with the line that they stand on, passing over blank lines', async () => {
    const { rows, faults } = await read('{"a":1}\n\n  \n{"b":[2]}');
    expect(rows).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 4, value: { b: [2] } },
    ]);
    expect(faults).toEqual([]);
  });

  it('should report lines that are no JSON object and go on', async () => {
    const { rows, faults } = await read('{"a":\n[1]\nnull\n"x"\n{"ok":true}\n');
    expect(rows).toEqual([{ line: 5, value: { ok: true } }]);
    expect(faults.map((fault) => fault.line)).toEqual([1, 2, 3, 4]);
    expect(faults[0].reason).toMatch(/no valid JSON/);
    expect(faults[1].reason).toMatch(/not an object/);
  });
});
