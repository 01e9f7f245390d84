const common = {
  transform: {
    // The client of Kafka is an ES module, which jest runs as CommonJS like everything else.
    '(^.+\\.(tsx?|mjs)|/node_modules/@platformatic/.+\\.js)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  // As in the standalone host.
  moduleNameMapper: { '^@kbn/config-schema$': '<rootDir>/dev/host/server/config_schema.ts' },
  transformIgnorePatterns: ['/node_modules/(?!@platformatic/)'],
  testEnvironment: 'node',
  rootDir: __dirname,
  modulePathIgnorePatterns: ['.anomalies', 'build', 'target', 'dist'].map(
    (name) => `<rootDir>/${name}/`,
  ),
};

// An embedded Elasticsearch for each worker.
const withElasticsearch = {
  ...common,
  globalSetup: '<rootDir>/test/helpers/elasticsearch_global_setup.cjs',
  globalTeardown: '<rootDir>/test/helpers/elasticsearch_global_teardown.cjs',
};

module.exports = {
  // What hangs fails all the same; what runs beside other work on two cores does not.
  testTimeout: 60_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts?(x)'] },
    {
      ...withElasticsearch,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.test.ts'],
    },
    {
      ...withElasticsearch,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
    },
    {
      ...withElasticsearch,
      displayName: 'logstash',
      testMatch: ['<rootDir>/test/logstash/**/*.test.ts'],
    },
    { ...common, displayName: 'kibana', testMatch: ['<rootDir>/test/kibana/**/*.test.ts'] },
  ],
};
