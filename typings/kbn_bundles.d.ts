/** What Kibana's page offers to plugin bundles before they load. */
declare const __kbnPublicPath__: Record<string, string>;
declare const __kbnBundles__: {
  define(id: string, bundleRequire: (key: string) => unknown, moduleKey: string): void;
};
declare let __webpack_public_path__: string;
