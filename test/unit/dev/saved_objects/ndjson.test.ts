import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedObjectsNdjson } from '../../../../dev/saved_objects/ndjson';

interface Line {
  type: string;
  id: string;
  references: { type: string; id: string }[];
}

const committed = readFileSync(join(__dirname, '../../../../kibana/anomalies.ndjson'), 'utf8');
const lines = committed.trimEnd().split('\n');
const objects = lines.slice(0, -1).map((line) => JSON.parse(line) as Line);

describe('kibana/anomalies.ndjson', () => {
  it('should be what the plugin installs (else: npm run export:saved-objects)', () => {
    expect(committed).toBe(savedObjectsNdjson());
  });

  it('should hold whatever its objects refer to, and be summed up in the last line', () => {
    const known = new Set(objects.map(({ type, id }) => `${type} ${id}`));
    const referred = objects.flatMap(({ references }) => references);
    expect(referred.length).toBeGreaterThan(10);
    expect(referred.filter(({ type, id }) => !known.has(`${type} ${id}`))).toEqual([]);
    expect(JSON.parse(lines[lines.length - 1])).toMatchObject({ exportedCount: objects.length });
  });
});
