import { externals } from './externals.mjs';
import { fromRoot, outputs } from './paths.mjs';
import { typescriptResolve, typescriptRule } from './webpack_common.mjs';

/** The app as Kibana loads it: a small entry that defines the plugin, and the app as chunks. */
export function publicConfig() {
  return {
    name: 'public',
    mode: 'production',
    devtool: false,
    context: fromRoot('public'),
    entry: { 'anomalies.plugin': './entry.ts' },
    output: {
      path: outputs.public,
      filename: '[name].js',
      chunkFilename: 'anomalies.chunk.[name].js',
      // A name of our own: Kibana's page holds many webpack runtimes at once.
      chunkLoadingGlobal: 'anomalies_bundle_jsonpfunction',
      uniqueName: 'anomalies',
      clean: true,
    },
    externals,
    externalsType: 'var',
    resolve: typescriptResolve,
    module: { rules: [typescriptRule] },
    performance: { hints: false },
    optimization: { splitChunks: false },
  };
}
