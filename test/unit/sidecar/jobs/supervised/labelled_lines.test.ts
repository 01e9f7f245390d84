import type { Label } from '../../../../../common/api/labels/schema';
import { KeptLines } from '../../../../../sidecar/jobs/supervised/kept_lines';
import { lastVerdicts } from '../../../../../sidecar/jobs/supervised/labelled_lines';
import { LineParser, type LogEvent } from '../../../../../sidecar/pipeline/parse';

const label = (
  template: string,
  verdict: Label['verdict'],
  hour: number,
  host = 'web-1',
): Label => ({
  id: `${template}-${hour}`,
  verdict,
  template_id: template,
  template_text: template,
  host,
  score: 60,
  message: template,
  comment: null,
  user: null,
  created_at: `2024-03-01T0${hour}:00:00.000Z`,
  until: null,
  anomaly_index: 'i',
  anomaly_id: 'a',
});

describe('lastVerdicts', () => {
  it('should take the last verdict on a pattern and host, and let mutes count for nothing', () => {
    const verdicts = lastVerdicts([
      label('a', 'false_positive', 2),
      label('a', 'true', 1),
      label('a', 'mute', 3),
      label('a', 'true', 4, 'web-2'),
      label('b', 'mute', 5),
    ]);
    expect(verdicts.map(({ template_id, host, verdict }) => [template_id, host, verdict])).toEqual([
      ['a', 'web-2', 'true'],
      ['a', 'web-1', 'false_positive'],
    ]);
  });
});

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
