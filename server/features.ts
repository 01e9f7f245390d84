import type { Work } from '../common/privileges';
import { PRIVILEGES } from './routes/access';
import { RULE_TYPE_IDS } from './rule_types';

/** A rule type: in 8.12 its id, in later releases with the features that it may be used from. */
type RuleTypeRef = string | { ruleTypeId: string; consumers: string[] };

type AlertingPrivilege = { all: RuleTypeRef[] } | { read: RuleTypeRef[] };

interface SavedObjectPrivilege {
  all: string[];
  read: string[];
}

interface FeaturePrivilege {
  app: string[];
  catalogue: string[];
  api: string[];
  savedObject: SavedObjectPrivilege;
  /** Which rule types may be managed, and whose alerts may be seen. */
  alerting: { rule: AlertingPrivilege; alert: AlertingPrivilege };
  /** The pages of Stack Management that come with it. */
  management: { insightsAndAlerting: string[] };
  ui: string[];
}

interface SubFeaturePrivilege {
  id: string;
  name: string;
  /** Which of the two top-level privileges brings it along. */
  includeIn: 'all' | 'read' | 'none';
  api: string[];
  savedObject: SavedObjectPrivilege;
  ui: string[];
}

export interface KibanaFeature {
  id: string;
  name: string;
  category: { id: string; label: string; order?: number };
  order?: number;
  app: string[];
  /** Entries on Kibana's home page that come with it. */
  catalogue: string[];
  alerting: RuleTypeRef[];
  management: { insightsAndAlerting: string[] };
  privileges: { all: FeaturePrivilege; read: FeaturePrivilege };
  subFeatures: {
    name: string;
    privilegeGroups: { groupType: 'independent'; privileges: SubFeaturePrivilege[] }[];
  }[];
}

/** Of Kibana's `features` plugin, what is used here. */
export interface FeaturesSetup {
  registerKibanaFeature(feature: KibanaFeature): void;
}

const FEATURE_ID = 'anomalies';

const SUB_FEATURES: Record<Work, { group: string; privilege: string; api: string[] }> = {
  label: {
    group: 'Verdicts',
    privilege: 'Judge lines and incidents, mute and watch patterns',
    api: [PRIVILEGES.label],
  },
  train: {
    group: 'Models',
    privilege: 'Train, choose and delete models, change schedules',
    api: [PRIVILEGES.train, PRIVILEGES.preview],
  },
  manage: {
    group: 'Settings',
    privilege: 'Manage log sources, notifications, retention and dashboards',
    api: [PRIVILEGES.manage, PRIVILEGES.preview],
  },
};

/**
 * Roles get all or read, or of all a part. What `all` allows beyond looking stands in the parts alone, so that a role
 * without one of them is really without it; Kibana adds the parts to `all` by itself, under every licence.
 */
export function registerFeature(features: FeaturesSetup): void {
  try {
    features.registerKibanaFeature(featureWith(RULE_TYPE_IDS));
  } catch {
    // A Kibana that wants the longer form; where something else is wrong, it says so now.
    features.registerKibanaFeature(
      featureWith(
        RULE_TYPE_IDS.map((ruleTypeId) => ({ ruleTypeId, consumers: [FEATURE_ID, 'alerts'] })),
      ),
    );
  }
}

function featureWith(ruleTypes: RuleTypeRef[]): KibanaFeature {
  const common = {
    app: ['anomalies', 'kibana'],
    catalogue: ['anomalies'],
    management: { insightsAndAlerting: ['triggersActions'] },
  };
  const savedObject: SavedObjectPrivilege = { all: [], read: [] };
  return {
    ...common,
    id: FEATURE_ID,
    name: 'Anomalies',
    category: { id: 'observability', label: 'Observability', order: 3000 },
    alerting: ruleTypes,
    privileges: {
      all: {
        ...common,
        api: [PRIVILEGES.read],
        savedObject,
        alerting: { rule: { all: ruleTypes }, alert: { all: ruleTypes } },
        ui: ['show'],
      },
      read: {
        ...common,
        api: [PRIVILEGES.read],
        savedObject,
        alerting: { rule: { read: ruleTypes }, alert: { read: ruleTypes } },
        ui: ['show'],
      },
    },
    subFeatures: Object.entries(SUB_FEATURES).map(([id, { group, privilege, api }]) => ({
      name: group,
      privilegeGroups: [
        {
          groupType: 'independent',
          privileges: [{ id, name: privilege, includeIn: 'all', api, savedObject, ui: [id] }],
        },
      ],
    })),
  };
}
