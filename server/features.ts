import { PRIVILEGES } from './routes/access';

interface FeaturePrivilege {
  app: string[];
  api: string[];
  savedObject: { all: string[]; read: string[] };
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
    privileges: { all: FeaturePrivilege; read: FeaturePrivilege };
  }): void;
}

/** Roles get all (judge, train, delete) or read; the app hides or disables what `ui` does not name. */
export function registerFeature(features: FeaturesSetup): void {
  const savedObject = { all: [], read: [] };
  features.registerKibanaFeature({
    id: 'anomalies',
    name: 'Anomalies',
    category: { id: 'observability', label: 'Observability', order: 3000 },
    app: ['anomalies', 'kibana'],
    privileges: {
      all: {
        app: ['anomalies', 'kibana'],
        api: [PRIVILEGES.read, PRIVILEGES.write],
        savedObject,
        ui: ['show', 'save'],
      },
      read: {
        app: ['anomalies', 'kibana'],
        api: [PRIVILEGES.read],
        savedObject,
        ui: ['show'],
      },
    },
  });
}
