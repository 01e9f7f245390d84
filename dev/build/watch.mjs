import webpack from 'webpack';
import { publicConfig } from './webpack_public.mjs';

/** Builds the app again whenever its sources change; the result stops it. */
export function watchPublic() {
  const watching = webpack(publicConfig()).watch({ aggregateTimeout: 200 }, (error, stats) => {
    if (error) console.error(error.message);
    else if (stats.hasErrors()) console.error(stats.toString({ preset: 'errors-only' }));
    else console.log('Built the app anew: reload the page');
  });
  return () => watching.close(() => {});
}
