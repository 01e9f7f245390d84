import { fromRoot, outputs } from './paths.mjs';
import { typescriptRule } from './webpack_common.mjs';

/** What Kibana's own page has: the shared dependencies and core. Changes seldom, takes longest. */
export function hostConfig() {
  return {
    name: 'host',
    mode: 'production',
    devtool: false,
    context: fromRoot('dev/host'),
    entry: { host: './browser/main.tsx' },
    output: { path: outputs.host, filename: '[name].js', uniqueName: 'anomaliesHost' },
    resolve: {
      extensions: ['.ts', '.tsx', '.js'],
      // The server-side tokenizer of remark looks for these; nothing in the page calls them.
      fallback: { path: false, fs: false },
    },
    module: {
      rules: [typescriptRule],
      // EUI loads each icon by itself; on loopback one file is simpler and nothing flickers.
      parser: { javascript: { dynamicImportMode: 'eager' } },
    },
    performance: { hints: false },
    optimization: { splitChunks: false },
  };
}
