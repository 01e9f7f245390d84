import type { Protocol } from './protocols';

/** A figure of somebody else's method on the same files, as the data's README gives it; empty where it does not. */
export interface Baseline {
  method: string;
  auc: string;
  ap: string;
  /** When the top 3 % of the units are flagged. */
  topF1: string;
  /** At the method's own threshold. */
  ownF1: string;
}

/** AUC, AP, F1 at top, own F1. */
type Figures = readonly [auc: string, ap: string, topF1?: string, ownF1?: string];

const BASELINES: Record<Protocol, Readonly<Record<string, Figures>>> = {
  'hdfs-all': {
    'isolation forest, log counts': ['.982', '.885'],
    'PCA residual, counts': ['.998', '.881'],
    'k-means distance': ['.909', '.253'],
    'one-class SVM': ['.831', '.433'],
    'autoencoder 16-4-16': ['.923', '.519'],
    'local outlier factor': ['.675', '.420'],
    'DBSCAN, 1 / cluster size': ['.989', '.773'],
  },
  'hdfs-time': {
    'isolation forest, log counts': ['.989', '.846', '.78'],
    "isolation forest, loglizer's settings": ['1.000', '.982', '.91', '.58'],
    'PCA residual, counts': ['.390', '.399'],
    'k-means distance': ['.664', '.611'],
    'one-class SVM': ['.741', '.493'],
    'autoencoder 16-4-16': ['.968', '.443'],
    'local outlier factor': ['.835', '.259'],
    'nearest count vector': ['.614', '.108'],
    'loglizer log clustering': ['.742', '.236'],
    'loglizer invariants': ['', '', '', '.469'],
  },
  'hdfs-normal': {
    'isolation forest, log counts': ['.640', '.062'],
    "isolation forest, loglizer's settings": ['.699', '.101'],
    'PCA residual, counts': ['.724', '.457'],
    'k-means distance': ['.999', '.945', '.92'],
    'one-class SVM': ['.999', '.946', '.92'],
    'autoencoder 16-4-16': ['.977', '.667'],
    'local outlier factor': ['.980', '.896'],
    'nearest count vector': ['.936', '.623'],
    'loglizer log clustering': ['.551', '.315'],
    'loglizer invariants': ['', '', '', '.610'],
  },
  'bgl-all': {
    'isolation forest, TF-IDF': ['.68', '.15'],
    'isolation forest, SVD 64': ['.806', '.179'],
    'template rarity': ['.805', '.181'],
    'k-means 20, 1 / cluster size': ['.840', '.330'],
  },
  'bgl-time': {},
};

/** Methods of scikit-learn and loglizer without labels, measured on exactly these files. */
export function baselinesOf(protocol: Protocol): Baseline[] {
  return Object.entries(BASELINES[protocol]).map(([method, [auc, ap, topF1 = '', ownF1 = '']]) => ({
    method,
    auc,
    ap,
    topF1,
    ownF1,
  }));
}

/** The same with labels. */
export const SUPERVISED_BASELINES: readonly (readonly [
  method: string,
  bglTemplate: string,
  bglTime: string,
])[] = [
  ['random forest, balanced', '.986 / .877', '.970 / .729'],
  ['logistic regression', '.978 / .913', '.989 / .829'],
  ['gradient boosting', '.776 / .468', '.617 / .068'],
];

/** Grouping accuracy: published Drain; Drain3 on the ready-cut message (GA / FGA); Drain3 on raw lines. */
export const TEMPLATE_BASELINES: Readonly<
  Record<string, readonly [drain: string, drain3: string, drain3Raw: string]>
> = {
  Apache: ['1.000', '1.000 / 1.000', '0.000'],
  BGL: ['0.963', '0.969 / 0.844', '0.172'],
  HDFS: ['0.998', '0.998 / 0.867', '0.818'],
  HPC: ['0.887', '0.887 / 0.761', '0.059'],
  HealthApp: ['0.780', '0.901 / 0.939', '0.050'],
  Linux: ['0.690', '0.687 / 0.930', '0.030'],
  OpenSSH: ['0.788', '0.718 / 0.760', '0.328'],
  Zookeeper: ['0.967', '0.967 / 0.854', '0.487'],
  mean: ['0.884', '0.891 / 0.869', '0.243'],
};
