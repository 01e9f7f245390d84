import type * as Java from '../../../../dev/java/find_java.mjs' with {
  'resolution-mode': 'import',
};

describe('findJava', () => {
  let java: typeof Java;
  const javaHome = process.env.JAVA_HOME;

  beforeAll(async () => {
    java = await import('../../../../dev/java/find_java.mjs');
  });

  afterEach(() => {
    if (javaHome === undefined) delete process.env.JAVA_HOME;
    else process.env.JAVA_HOME = javaHome;
  });

  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_392"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "24-ea" 2025-03-18', 24],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
    [undefined, undefined],
  ])('reads the release from %j', (output, release) => {
    expect(java.parseJavaVersion(output)).toBe(release);
  });

  it('says what to do when JAVA_HOME leads nowhere', async () => {
    process.env.JAVA_HOME = '/no/such/folder';
    await expect(
      java.findJava({
        name: 'Elasticsearch',
        useOwn: 'or set ELASTICSEARCH_URL',
      }),
    ).rejects.toMatchObject({
      name: 'ServerSetupError',
      code: 'java-missing',
      message: expect.stringContaining('JAVA_HOME is /no/such/folder'),
      waysOut: expect.arrayContaining([
        expect.stringContaining('set JAVA_HOME'),
        expect.stringContaining('install a JDK of version 17'),
        expect.stringContaining('ELASTICSEARCH_URL'),
      ]),
    });
  });
});
