/**
 * The one page. Emotion's insertion points stand before the legacy stylesheets, as in Kibana; which
 * of the light and dark pair is in use is switched by the page's own script. `assets` is where
 * the built files are served.
 */
export const page = (assets: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Anomalies</title>
    <link rel="icon" href="data:," />
    <link rel="preload" as="script" href="${assets}/bundles/anomalies/anomalies.plugin.js" />
    <link rel="preload" as="script" href="${assets}/bundles/anomalies/anomalies.chunk.app.js" />
    <link rel="stylesheet" href="${assets}/host/fonts.css" />
    <meta name="eui-global" />
    <meta name="emotion" />
    <link rel="stylesheet" data-theme="light" href="${assets}/host/eui_light.css" />
    <link rel="stylesheet" data-theme="light" href="${assets}/host/charts_light.css" />
    <link rel="stylesheet" data-theme="dark" href="${assets}/host/eui_dark.css" disabled />
    <link rel="stylesheet" data-theme="dark" href="${assets}/host/charts_dark.css" disabled />
    <meta name="eui-utilities" />
  </head>
  <body>
    <div id="host"></div>
    <noscript>Anomalies needs JavaScript.</noscript>
    <script src="${assets}/host/host.js"></script>
  </body>
</html>
`;
