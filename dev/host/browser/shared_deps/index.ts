import * as EmotionCache from '@emotion/cache';
import * as EmotionReact from '@emotion/react';
import * as ElasticCharts from 'used:@elastic/charts';
import * as KbnDatemath from '@elastic/datemath';
import * as ElasticEui from 'used:@elastic/eui';
import * as ElasticEuiChartsTheme from '@elastic/eui/dist/eui_charts_theme';
import * as ReactQuery from 'used:@tanstack/react-query';
import * as History from 'history';
import * as Moment from 'moment';
import * as MomentTimezone from 'moment-timezone';
import * as React from 'react';
import * as ReactDom from 'react-dom';
import * as ReactRouter from 'react-router';
import * as ReactRouterDom from 'react-router-dom';
import * as Rxjs from 'used:rxjs';
import * as KbnI18n from './kbn_i18n';
import * as KbnI18nReact from './kbn_i18n_react';
import * as KbnRison from './kbn_rison';

/** As `require` gives a module: the app's bundler looks for this mark to find default exports. */
const asRequired = (module: object) => ({ ...module, __esModule: true });

/** What the app takes from Kibana's page instead of bundling it, in the versions of Kibana 8.12. */
export const sharedDeps = Object.fromEntries(
  Object.entries({
    ElasticCharts,
    ElasticEui,
    ElasticEuiChartsTheme,
    EmotionCache,
    EmotionReact,
    History,
    KbnDatemath,
    KbnI18n,
    KbnI18nReact,
    KbnRison,
    Moment,
    MomentTimezone,
    React,
    ReactDom,
    ReactQuery,
    ReactRouter,
    ReactRouterDom,
    Rxjs,
  }).map(([name, module]) => [name, asRequired(module)]),
);
