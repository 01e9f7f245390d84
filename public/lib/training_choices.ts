import { i18n } from '@kbn/i18n';

/** Something that training can use, with what it does in a sentence. */
export interface TrainingChoice {
  name: string;
  label: string;
  help: string;
}

/** Detectors of lines, as the sidecar names them. */
export const LINE_DETECTORS: TrainingChoice[] = [
  {
    name: 'rarity',
    label: i18n.translate('anomalies.detector.rarity', { defaultMessage: 'Rarity' }),
    help: i18n.translate('anomalies.detector.rarityHelp', {
      defaultMessage: 'Patterns and values that are seldom or never seen.',
    }),
  },
  {
    name: 'isolation_forest',
    label: i18n.translate('anomalies.detector.forest', { defaultMessage: 'Isolation forest' }),
    help: i18n.translate('anomalies.detector.forestHelp', {
      defaultMessage: 'Lines that few random cuts set apart from the rest.',
    }),
  },
  {
    name: 'one_class_svm',
    label: i18n.translate('anomalies.detector.svm', { defaultMessage: 'One-class SVM' }),
    help: i18n.translate('anomalies.detector.svmHelp', {
      defaultMessage: 'Lines outside the border around what is normal.',
    }),
  },
  {
    name: 'autoencoder',
    label: i18n.translate('anomalies.detector.autoencoder', { defaultMessage: 'Autoencoder' }),
    help: i18n.translate('anomalies.detector.autoencoderHelp', {
      defaultMessage: 'Lines that a small network cannot reproduce.',
    }),
  },
  {
    name: 'k_means',
    label: i18n.translate('anomalies.detector.kMeans', { defaultMessage: 'K-Means' }),
    help: i18n.translate('anomalies.detector.kMeansHelp', {
      defaultMessage: 'Lines far from every cluster’s centre.',
    }),
  },
  {
    name: 'dbscan',
    label: i18n.translate('anomalies.detector.dbscan', { defaultMessage: 'DBSCAN' }),
    help: i18n.translate('anomalies.detector.dbscanHelp', {
      defaultMessage: 'Lines with few neighbours.',
    }),
  },
  {
    name: 'hierarchical',
    label: i18n.translate('anomalies.detector.hierarchical', {
      defaultMessage: 'Hierarchical clusters',
    }),
    help: i18n.translate('anomalies.detector.hierarchicalHelp', {
      defaultMessage: 'Lines that join a cluster late.',
    }),
  },
];

/** Sets of features, as the sidecar names them. */
export const FEATURE_SETS: TrainingChoice[] = [
  ['patterns', i18n.translate('anomalies.features.patterns', { defaultMessage: 'Patterns' })],
  ['words', i18n.translate('anomalies.features.words', { defaultMessage: 'Words' })],
  ['parameters', i18n.translate('anomalies.features.parameters', { defaultMessage: 'Values' })],
  [
    'sources',
    i18n.translate('anomalies.features.sources', { defaultMessage: 'Hosts, services, addresses' }),
  ],
  ['time', i18n.translate('anomalies.features.time', { defaultMessage: 'Hour of the day' })],
  ['level', i18n.translate('anomalies.features.level', { defaultMessage: 'Level' })],
  ['tfidf', i18n.translate('anomalies.features.tfidf', { defaultMessage: 'TF-IDF of words' })],
  [
    'embeddings',
    i18n.translate('anomalies.features.embeddings', { defaultMessage: 'Word vectors' }),
  ],
  [
    'auth',
    i18n.translate('anomalies.features.auth', { defaultMessage: 'Signs of attacks on logins' }),
  ],
  [
    'web',
    i18n.translate('anomalies.features.web', { defaultMessage: 'Signs of attacks on the web' }),
  ],
].map(([name, label]) => ({ name, label, help: '' }));
