import { config, type AnomaliesConfig } from '../../../server/config';

const read = (sidecar: object): AnomaliesConfig['sidecar'] =>
  (config.schema as { validate(value: unknown): AnomaliesConfig }).validate({ sidecar }).sidecar;

describe('the plugin’s part of kibana.yml', () => {
  it('should need nothing to be set', () => {
    expect(read({})).toEqual({
      url: 'http://127.0.0.1:8585',
      requestTimeoutMs: 30_000,
      statusTimeoutMs: 3_000,
      ssl: { verificationMode: 'full' },
    });
  });

  it('should take one authority or several', () => {
    const url = 'https://sidecar:8585';
    for (const certificateAuthorities of ['/ca.crt', ['/ca.crt', '/other.crt']]) {
      expect(read({ url, ssl: { certificateAuthorities } }).ssl).toMatchObject({
        certificateAuthorities,
      });
    }
  });

  it.each<[string, object, string]>([
    ['no address', { url: 'sidecar:8585' }, 'must be an http or https address'],
    ['half an address', { url: 'https://' }, 'must be an http or https address'],
    ['a query', { url: 'http://sidecar/?x=1' }, 'without ? and #'],
    ['an unknown option', { uri: 'http://sidecar' }, 'uri'],
    [
      'an unknown mode',
      { url: 'https://a', ssl: { verificationMode: 'some' } },
      'verificationMode',
    ],
    ['ssl without https', { ssl: { verificationMode: 'none' } }, 'need an https address'],
    [
      'ssl files without https',
      { ssl: { certificateAuthorities: '/ca' } },
      'need an https address',
    ],
    ['half a pair', { url: 'https://a', ssl: { certificate: '/a.crt' } }, 'without its key'],
    ['the other half', { url: 'https://a', ssl: { key: '/a.key' } }, 'without its certificate'],
    ['no authority', { url: 'https://a', ssl: { certificateAuthorities: [] } }, 'Authorities'],
  ])('should say what is wrong with %s', (_, sidecar, message) => {
    expect(() => read(sidecar)).toThrow(message);
  });

  it('should not repeat a password that stands in an address', () => {
    const secret = () => read({ url: 'https://joe:topsecret@sidecar' });
    expect(secret).toThrow('anomalies.sidecar.key');
    expect(secret).not.toThrow('topsecret');
  });
});
