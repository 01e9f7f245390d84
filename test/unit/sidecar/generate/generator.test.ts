import {
  ANOMALY_KINDS,
  DEFAULT_START_MS,
  generateLogs,
  LOG_FORMATS,
  type GenerateOptions,
  type GeneratedLine,
} from '../../../../sidecar/generate';

const DEFAULTS: GenerateOptions = {
  lines: 5000,
  seed: 1,
  anomalies: 14,
  startMs: DEFAULT_START_MS,
};

function generate(options: Partial<GenerateOptions> = {}): GeneratedLine[] {
  return [...generateLogs({ ...DEFAULTS, ...options })];
}

describe('generateLogs', () => {
  it('should write exactly the lines that were asked for, numbered, in the order of time', () => {
    const lines = generate();
    expect(lines.map((line) => line.line)).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
    expect(lines.every((line, i) => i === 0 || line.timestampMs >= lines[i - 1].timestampMs)).toBe(
      true,
    );
    expect(lines[0].timestampMs).toBeGreaterThanOrEqual(DEFAULT_START_MS);
  });

  it('should write the same lines for the same seed, and others for another', () => {
    expect(generate({ lines: 800 })).toEqual(generate({ lines: 800 }));
    expect(generate({ lines: 800, seed: 2 })).not.toEqual(generate({ lines: 800 }));
  });

  it('should inject every kind, labelled, and label nothing else', () => {
    const lines = generate();
    const kinds = new Set(lines.filter((line) => line.label === 1).map((line) => line.kind));
    expect([...kinds].sort()).toEqual([...ANOMALY_KINDS].sort());
    expect(lines.every((line) => (line.label === 1) === (line.kind !== null))).toBe(true);
    const share = lines.filter((line) => line.label === 1).length / lines.length;
    expect(share).toBeLessThan(0.1);
    expect(generate({ anomalies: 0 }).every((line) => line.label === 0)).toBe(true);
  });

  it('should leave the first lines alone, for training', () => {
    expect(
      generate()
        .slice(0, 700)
        .some((line) => line.label === 1),
    ).toBe(false);
  });

  it('should keep a silent stream silent until the line that is labelled', () => {
    let silences = 0;
    for (let seed = 0; seed < 20; seed++) {
      const lines = generate({ anomalies: 1, lines: 3000, seed, formats: ['nginx'] });
      const end = lines.findIndex((line) => line.kind === 'silence');
      if (end < 0) continue;
      silences++;
      const own = lines.filter((line) => line.stream === lines[end].stream);
      const gapsMs = own.slice(1).map((line, i) => line.timestampMs - own[i].timestampMs);
      expect(own[gapsMs.indexOf(Math.max(...gapsMs)) + 1]).toBe(lines[end]);
    }
    expect(silences).toBeGreaterThan(0);
  });

  it('should write the formats that were asked for', () => {
    const shapes: Record<(typeof LOG_FORMATS)[number], RegExp> = {
      sshd: /^Jan {2}5 \d\d:\d\d:\d\d \S+ sshd\[\d+\]: \S/,
      nginx:
        /^[\d.]+ - - \[05\/Jan\/2026:\d\d:\d\d:\d\d \+0000\] ".+" \d{3} \d+ "-" ".+" \d+\.\d{3}$/,
      json: /^\{"@timestamp":"2026-01-05T[\d:.]+Z","log.level":"(info|error)",.*\}$/,
      plain: /^2026-01-05 \d\d:\d\d:\d\d,\d{3} (INFO |WARN |ERROR|FATAL) \[worker-\d+\] \S+ - \S/,
      cron: /^Jan {2}5 \d\d:\d\d:\d\d \S+ CRON\[\d+\]: \S/,
      postgres: /^2026-01-05 \d\d:\d\d:\d\d\.\d{3} UTC \[\d+\] .*(LOG|ERROR|PANIC): {2}\S/,
    };
    for (const format of LOG_FORMATS) {
      const lines = generate({ lines: 300, anomalies: 7, formats: [format] });
      for (const { message } of lines) expect(message).toMatch(shapes[format]);
    }
  });

  it('should stamp each line with its own time, also where the order was turned', () => {
    const lines = generate({ lines: 2000, anomalies: 100, formats: ['plain'] });
    for (const { message, timestampMs } of lines) {
      expect(Date.parse(`${message.slice(0, 23).replace(',', '.')}Z`)).toBe(timestampMs);
    }
  });

  it.each([
    [{ lines: 0 }, /lines must be/],
    [{ lines: 1.5 }, /lines must be/],
    [{ anomalies: 501 }, /anomalies must be .* tenth/],
    [{ startMs: NaN }, /start must be/],
    [{ formats: [] }, /formats must name/],
  ])('should refuse %p', (options, message) => {
    expect(() => generate(options)).toThrow(message);
  });
});
