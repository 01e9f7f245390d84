import webpack from 'webpack';

/** TypeScript and TSX by swc, for a browser that Kibana 8.12 supports. */
export const typescriptRule = {
  test: /\.tsx?$/,
  exclude: /node_modules/,
  use: {
    loader: 'swc-loader',
    options: {
      jsc: {
        target: 'es2020',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
    },
  },
};

/** As TypeScript resolves: an import of `./x.js` means `./x.ts` or `./x.tsx` in our sources. */
export const typescriptResolve = {
  extensions: ['.ts', '.tsx', '.js'],
  extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
};

/** Runs webpack once. @throws Error with webpack's own account of what is wrong. */
export function runWebpack(config) {
  return new Promise((resolve, reject) => {
    webpack(config, (error, stats) => {
      if (error) return reject(error);
      if (stats.hasErrors()) {
        return reject(new Error(stats.toString({ preset: 'errors-only', colors: false })));
      }
      resolve(stats);
    });
  });
}
