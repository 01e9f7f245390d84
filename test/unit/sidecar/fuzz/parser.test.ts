import { LineParser, parseDocument } from '../../../../sidecar/pipeline/parse';
import { FUZZ_INPUTS, OddValues } from './values';

const NAMES = [
  ...['@timestamp', 'message', 'event', 'original', 'host', 'name', 'service', 'log', 'level'],
  ...['host.name', 'log.level', 'http', 'response', 'status_code', 'source', 'ip', 'address'],
  ...['syslog', 'severity', 'file', 'path', 'process', 'program', 'logsource', 'trace', 'id'],
];

describe('the parsers, given anything', () => {
  it(`should read or refuse each of ${FUZZ_INPUTS} documents`, () => {
    const odd = new OddValues(11, NAMES);
    const seen = { read: 0, refused: 0 };
    for (let i = 0; i < FUZZ_INPUTS; i++) {
      const parsed = parseDocument(odd.below(10) === 0 ? odd.value() : odd.object());
      if (!parsed.ok) seen.refused++;
      else {
        seen.read++;
        expect(typeof parsed.event.raw).toBe('string');
        expect(typeof parsed.event.host).toBe('string');
        expect(typeof parsed.event.timestampMs).toBe('number');
      }
    }
    expect(seen.read).toBeGreaterThan(0);
    expect(seen.refused).toBeGreaterThan(0);
  });

  it(`should read each of ${FUZZ_INPUTS} lines`, () => {
    const odd = new OddValues(12, NAMES);
    const parser = new LineParser({ nowMs: Date.UTC(2026, 0, 1) });
    for (let i = 0; i < FUZZ_INPUTS; i++) {
      expect(typeof parser.parse(odd.text()).raw).toBe('string');
    }
  });
});
