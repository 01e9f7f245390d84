/**
 * What Kibana 8.12 offers on `__kbnSharedDeps__`, by module name. The app takes these from Kibana
 * and never bundles them; everything else is bundled.
 */
export const SHARED_DEPS = {
  '@kbn/ui-theme': 'KbnUiTheme',
  '@kbn/i18n': 'KbnI18n',
  '@kbn/i18n-react': 'KbnI18nReact',
  '@kbn/monaco': 'KbnMonaco',
  '@kbn/datemath': 'KbnDatemath',
  '@kbn/analytics': 'KbnAnalytics',
  '@kbn/es-query': 'KbnEsQuery',
  '@kbn/std': 'KbnStd',
  '@kbn/shared-ux-error-boundary': 'KbnSharedUxErrorBoundary',
  '@kbn/rison': 'KbnRison',
  '@emotion/cache': 'EmotionCache',
  '@emotion/react': 'EmotionReact',
  'styled-components': 'StyledComponents',
  jquery: 'Jquery',
  moment: 'Moment',
  'moment-timezone': 'MomentTimezone',
  react: 'React',
  'react-dom': 'ReactDom',
  'react-dom/server': 'ReactDomServer',
  'react-router': 'ReactRouter',
  'react-router-dom': 'ReactRouterDom',
  'react-router-dom-v5-compat': 'ReactRouterDomV5Compat',
  'io-ts': 'IoTs',
  '@reduxjs/toolkit': 'ReduxjsToolkit',
  'react-redux': 'ReactRedux',
  redux: 'Redux',
  immer: 'Immer',
  reselect: 'Reselect',
  rxjs: 'Rxjs',
  'rxjs/operators': 'RxjsOperators',
  numeral: 'ElasticNumeral',
  '@elastic/numeral': 'ElasticNumeral',
  '@elastic/charts': 'ElasticCharts',
  '@elastic/eui': 'ElasticEui',
  '@elastic/eui/lib/services': 'ElasticEuiLibServices',
  '@elastic/eui/lib/services/format': 'ElasticEuiLibServicesFormat',
  '@elastic/eui/dist/eui_charts_theme': 'ElasticEuiChartsTheme',
  '@hello-pangea/dnd': 'HelloPangeaDnd',
  lodash: 'Lodash',
  'lodash/fp': 'LodashFp',
  fflate: 'Fflate',
  tslib: 'TsLib',
  uuid: 'Uuid',
  history: 'History',
  classnames: 'Classnames',
  '@tanstack/react-query': 'ReactQuery',
};

/** Bundles of other plugins, got where a chunk that imports them is loaded: these plugins may not be there. */
const PLUGIN_BUNDLES = {
  '@kbn/embeddable-plugin/public': 'plugin/embeddable/public',
};

/** webpack's `externals` for the app bundle. */
export const externals = Object.fromEntries([
  ...Object.entries(SHARED_DEPS).map(([module, name]) => [module, `__kbnSharedDeps__.${name}`]),
  ...Object.entries(PLUGIN_BUNDLES).map(([module, id]) => [module, `__kbnBundles__.get('${id}')`]),
]);
