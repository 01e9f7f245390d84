import { i18n } from '@kbn/i18n';

/** Of Kibana's `home` plugin, what is used here. */
export interface HomePublicSetup {
  featureCatalogue: {
    register(entry: {
      id: string;
      title: string;
      description: string;
      icon: string;
      path: string;
      category: 'data' | 'admin' | 'other';
      showOnHomePage: boolean;
      order?: number;
    }): void;
  };
}

/** Puts the app among what Kibana's home page offers. */
export function registerHomeEntry(home: HomePublicSetup): void {
  home.featureCatalogue.register({
    id: 'anomalies',
    title: i18n.translate('anomalies.app.title', { defaultMessage: 'Anomalies' }),
    description: i18n.translate('anomalies.home.description', {
      defaultMessage: 'Find the log lines that matter, and see why.',
    }),
    icon: 'machineLearningApp',
    path: '/app/anomalies',
    category: 'data',
    showOnHomePage: false,
  });
}
