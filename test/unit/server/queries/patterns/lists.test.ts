import type { Label } from '../../../../../common/api/labels/schema';
import { mutesNow } from '../../../../../server/queries/patterns/lists';

const NOW = '2026-03-01T12:00:00.000Z';

const label = (change: Partial<Label>): Label => ({
  id: 'a',
  verdict: 'mute',
  template_id: 'p',
  template_text: 'text',
  host: 'web-1',
  score: 0,
  message: '',
  comment: null,
  user: null,
  created_at: '2026-03-01T10:00:00.000Z',
  until: null,
  anomaly_index: null,
  anomaly_id: null,
  ...change,
});
const idsNow = (...labels: Label[]) =>
  (mutesNow(labels, Date.parse(NOW)).get('p') ?? []).map(({ id }) => id);

describe('the mutes that hold now', () => {
  it('should be those without an end, and those that have not ended', () => {
    const ended = label({ id: 'ended', host: 'web-2', until: '2026-03-01T12:00:00.000Z' });
    const holds = label({ id: 'holds', host: 'web-3', until: '2026-03-01T12:00:01.000Z' });
    expect(idsNow(label({ id: 'ever' }), ended, holds)).toEqual(['ever', 'holds']);
  });

  it('should not be those that a later verdict on the same host replaced', () => {
    const later = label({ verdict: 'true', created_at: '2026-03-01T11:00:00.000Z' });
    expect(idsNow(later, label({}))).toEqual([]);
    expect(idsNow({ ...later, host: 'web-2' }, label({ id: 'stays' }))).toEqual(['stays']);
  });
});
