import { KeptLines } from '../../../../../sidecar/jobs/supervised/kept_lines';
import { LineParser, type LogEvent } from '../../../../../sidecar/pipeline/parse';

describe('KeptLines', () => {
  const parser = new LineParser();
  async function* batches(count: number): AsyncGenerator<LogEvent[]> {
    for (let i = 0; i < count; i += 1_000)
      yield Array.from({ length: 1_000 }, (_, k) => parser.parse(`line ${i + k}`));
  }
  const read = async (lines: AsyncIterable<LogEvent[]>) => {
    let count = 0;
    for await (const events of lines) count += events.length;
    return count;
  };

  it('should keep lines spread evenly over the first reading, and hand on all of them', async () => {
    const kept = new KeptLines(50_000);
    expect(await read(kept.watch(batches(50_000)))).toBe(50_000);
    expect(kept.events).toHaveLength(16_667);
    expect(kept.events.slice(0, 3).map(({ raw }) => raw)).toEqual(['line 0', 'line 3', 'line 6']);
    expect(await read(kept.watch(batches(2_000)))).toBe(2_000);
    expect(kept.events).toHaveLength(16_667);
  });
});
