import { PRIVILEGES } from './routes/access';
import { RULE_TYPE_IDS } from './rule_types';

type AlertingPrivilege = { all: string[] } | { read: string[] };

interface FeaturePrivilege {
  app: string[];
  api: string[];
  savedObject: { all: string[]; read: string[] };
  /** Which rule types may be managed, and whose alerts may be seen. */
  alerting: { rule: AlertingPrivilege; alert: AlertingPrivilege };
  /** The pages of Stack Management that come with it. */
  management: { insightsAndAlerting: string[] };
  ui: string[];
}

/** Of Kibana's `features` plugin, what is used here. */
export interface FeaturesSetup {
  registerKibanaFeature(feature: {
    id: string;
    name: string;
    category: { id: string; label: string; order?: number };
    order?: number;
    app: string[];
    alerting: string[];
    management: { insightsAndAlerting: string[] };
    privileges: { all: FeaturePrivilege; read: FeaturePrivilege };
  }): void;
}

/** Roles get all (judge, train, delete) or read; the app hides or disables what `ui` does not name. */
export function registerFeature(features: FeaturesSetup): void {
  const savedObject = { all: [], read: [] };
  const management = { insightsAndAlerting: ['triggersActions'] };
  features.registerKibanaFeature({
    id: 'anomalies',
    name: 'Anomalies',
    category: { id: 'observability', label: 'Observability', order: 3000 },
    app: ['anomalies', 'kibana'],
    alerting: RULE_TYPE_IDS,
    management,
    privileges: {
      all: {
        app: ['anomalies', 'kibana'],
        api: [PRIVILEGES.read, PRIVILEGES.write],
        savedObject,
        alerting: { rule: { all: RULE_TYPE_IDS }, alert: { all: RULE_TYPE_IDS } },
        management,
        ui: ['show', 'save'],
      },
      read: {
        app: ['anomalies', 'kibana'],
        api: [PRIVILEGES.read],
        savedObject,
        alerting: { rule: { read: RULE_TYPE_IDS }, alert: { read: RULE_TYPE_IDS } },
        management,
        ui: ['show'],
      },
    },
  });
}
