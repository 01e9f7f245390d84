import { textOfFilters } from '../../../../public/dashboard_panel/filter_text';
import { queryOfText } from '../../../../server/queries/kql';

// Kibana gives this module to the app; the host's stand-in uses the very library that Kibana does.
jest.mock(
  '@kbn/rison',
  () => jest.requireActual('../../../../dev/host/browser/shared_deps/kbn_rison'),
  { virtual: true },
);

/** As Kibana 8.12 keeps the filters that its own editor makes. */
const is = (field: string, value: unknown, meta: object = {}) => ({
  meta: { type: 'phrase', key: field, params: { query: value }, disabled: false, ...meta },
  query: { match_phrase: { [field]: value } },
});
const isOneOf = (field: string, values: unknown[]) => ({
  meta: { type: 'phrases', key: field, params: values },
  query: {
    bool: {
      minimum_should_match: 1,
      should: values.map((value) => ({ match_phrase: { [field]: value } })),
    },
  },
});

describe('the filters of a dashboard', () => {
  it('should be the same in KQL', () => {
    expect(
      textOfFilters([
        is('host.name', 'web-1'),
        is('host.name', 'web-1', { negate: true }),
        { meta: {}, query: { match_phrase: { 'service.name': { query: 'sshd' } } } },
        isOneOf('log.level', ['ERROR', 'FATAL']),
        { meta: { type: 'exists' }, query: { exists: { field: 'anomaly.label' } } },
        { meta: { type: 'range' }, query: { range: { 'anomaly.score': { gte: 50, lt: 75 } } } },
      ]),
    ).toEqual([
      { kql: 'host.name : "web-1"' },
      { kql: 'not (host.name : "web-1")' },
      { kql: 'service.name : "sshd"' },
      { kql: '(log.level : "ERROR" or log.level : "FATAL")' },
      { kql: 'anomaly.label : *' },
      { kql: 'anomaly.score >= "50" and anomaly.score < "75"' },
    ]);
  });

  it('should be read by the server as they were meant', () => {
    const [{ kql: phrase }, { kql: range }] = textOfFilters([
      is('message', 'a "quoted" back\\slash * or (more)', { negate: true }),
      { query: { range: { 'anomaly.score': { gte: 50 } } } },
    ]) as { kql: string }[];
    expect(queryOfText(phrase)).toEqual({
      bool: { must_not: { match_phrase: { message: 'a "quoted" back\\slash * or (more)' } } },
    });
    expect(queryOfText(range)).toEqual({ range: { 'anomaly.score': { gte: 50 } } });
  });

  it('should name a keyword part as the field that the anomalies have', () => {
    expect(textOfFilters([is('host.name.keyword', 'web-1')])).toEqual([
      { kql: 'host.name : "web-1"' },
    ]);
  });

  it('should leave out those that are switched off', () => {
    expect(textOfFilters([is('host.name', 'web-1', { disabled: true })])).toEqual([]);
  });

  it('should name those that no KQL says, whatever they are made of', () => {
    expect(
      textOfFilters([
        { meta: { alias: 'Mine', type: 'custom' }, query: { script: { script: 'x' } } },
        { meta: { key: 'place', type: 'spatial_filter' }, query: { bool: { must: [] } } },
        { meta: { type: 'combined' }, query: {} },
        {
          meta: { key: 'a' },
          query: { bool: { should: [{ term: { a: 1 } }], minimum_should_match: 1 } },
        },
        { meta: { key: 'b' }, query: { match_phrase: { b: { query: { c: 1 } } } } },
        { meta: { key: 'c' }, query: { range: { c: {} } } },
        { meta: 7 },
      ]),
    ).toEqual(['Mine', 'place', 'combined', 'a', 'b', 'c', '?'].map((unknown) => ({ unknown })));
    expect(textOfFilters([null, 3, 'x', []])).toEqual([]);
  });
});
