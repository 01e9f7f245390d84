import type * as KibanaVersion from '../../../../dev/build/kibana_version.mjs' with {
  'resolution-mode': 'import',
};

describe('checkKibanaVersion', () => {
  let checkKibanaVersion: typeof KibanaVersion.checkKibanaVersion;

  beforeAll(async () => {
    ({ checkKibanaVersion } = await import('../../../../dev/build/kibana_version.mjs'));
  });

  it.each(['8.10.0', '8.12.2', '8.19.14'])('should take %s', (version) => {
    expect(() => checkKibanaVersion(version)).not.toThrow();
  });

  it.each([
    ['8.12', 'a full version such as 8.12.2'],
    ['8.12.2-SNAPSHOT', 'a full version'],
    ['latest', 'a full version'],
    ['7.17.9', '8.10 to 8.19, not for 7.17.9'],
    ['8.9.2', 'not for 8.9.2'],
    ['8.20.0', 'not for 8.20.0'],
    ['9.0.0', 'docs/kibana_versions.md'],
  ])('should refuse %s and say why', (version, message) => {
    expect(() => checkKibanaVersion(version)).toThrow(message);
  });
});
