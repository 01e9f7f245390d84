import { queryOfText, QueryTextError } from '../../../../../server/queries/kql';

const words = (text: string) => ({
  bool: {
    should: [
      { match_phrase: { message: text } },
      { term: { 'host.name': text } },
      { term: { 'service.name': text } },
    ],
    minimum_should_match: 1,
  },
});
const term = (field: string, value: string) => ({
  term: { [field]: { value, case_insensitive: true } },
});

describe('queryOfText', () => {
  it('should be no query where nothing was typed', () => {
    expect(queryOfText('   ')).toBeUndefined();
  });

  it('should look for a phrase in message, host and service', () => {
    expect(queryOfText('"Failed password"')).toEqual(words('Failed password'));
  });

  it('should want all words that stand next to each other', () => {
    expect(queryOfText('root sshd')).toEqual({ bool: { filter: [words('root'), words('sshd')] } });
  });

  it('should know short names of fields', () => {
    expect(queryOfText('host : web-1')).toEqual(term('host.name', 'web-1'));
    expect(queryOfText('host.name:web-1')).toEqual(term('host.name', 'web-1'));
  });

  it('should bind and more tightly than or, and not most tightly', () => {
    expect(queryOfText('host:a or host:b and not label:*')).toEqual({
      bool: {
        should: [
          term('host.name', 'a'),
          {
            bool: {
              filter: [
                term('host.name', 'b'),
                { bool: { must_not: { exists: { field: 'anomaly.label' } } } },
              ],
            },
          },
        ],
        minimum_should_match: 1,
      },
    });
  });

  it('should read lists, ranges, wildcards, addresses and flags', () => {
    expect(queryOfText('severity : (critical or major)')).toEqual({
      bool: {
        should: [term('anomaly.severity', 'critical'), term('anomaly.severity', 'major')],
        minimum_should_match: 1,
      },
    });
    expect(queryOfText('score >= 50')).toEqual({ range: { 'anomaly.score': { gte: 50 } } });
    expect(queryOfText('host : web-*')).toEqual({
      wildcard: { 'host.name': { value: 'web-*', case_insensitive: true } },
    });
    expect(queryOfText('ip : 10.0.0.0/8')).toEqual({ term: { 'source.ip': '10.0.0.0/8' } });
    expect(queryOfText('new : true')).toEqual({ term: { 'anomaly.template.is_new': true } });
  });

  it('should take escaped characters and quotes as they are', () => {
    expect(queryOfText('host : a\\:b')).toEqual(term('host.name', 'a:b'));
    expect(queryOfText('host : "a b*"')).toEqual(term('host.name', 'a b*'));
  });

  it.each([
    ['colour : red', /no field "colour"/],
    ['constructor : red', /no field "constructor"/],
    ['"open', /not closed/],
    ['host :', /value is missing at its end/],
    ['(host : a', /closing parenthesis/],
    ['host : a)', /one too many/],
    ['score > high', /is a number/],
    ['host > 3', /not a number/],
    ['new : maybe', /true or false/],
    ['ip : nowhere', /address/],
    ['('.repeat(200), /nested too deeply/],
    ['not '.repeat(200) + 'a', /nested too deeply/],
  ])('should say what is wrong with %p', (text, message) => {
    expect(() => queryOfText(text)).toThrow(message);
    expect(() => queryOfText(text)).toThrow(QueryTextError);
  });
});
