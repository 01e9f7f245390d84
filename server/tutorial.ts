import { DEFAULT_SOURCE_PATTERN } from '../common/indices';
import { TUTORIAL_ID } from '../common/tutorial';

interface Instruction {
  title: string;
  textPre: string;
  commands?: string[];
  textPost?: string;
}

interface Tutorial {
  id: string;
  category: 'logging';
  name: string;
  shortDescription: string;
  /** Markdown. */
  longDescription: string;
  euiIconType: string;
  completionTimeMinutes: number;
  integrationBrowserCategories: string[];
  artifacts: { dashboards: []; application: { path: string; label: string } };
  onPrem: {
    instructionSets: {
      title: string;
      instructionVariants: { id: string; instructions: Instruction[] }[];
      statusCheck: {
        title: string;
        text: string;
        btnLabel: string;
        success: string;
        error: string;
        esHitsCheck: { index: string; query: Record<string, unknown> };
      };
    }[];
  };
}

/** Of Kibana's `home` plugin, what is used here. */
export interface HomeServerSetup {
  tutorials: { registerTutorial(provider: () => Tutorial): void };
}

const LONG_DESCRIPTION = `Anomalies learns what the logs in \`${DEFAULT_SOURCE_PATTERN}\` normally look like, gives every new line \
a score with a reason, and groups what belongs together to incidents. The logs are only read, never changed.`;

/** Set-up steps among those of Kibana's home page; everything in it is also in the project's docs. */
export function registerTutorial(home: HomeServerSetup): void {
  home.tutorials.registerTutorial(() => ({
    id: TUTORIAL_ID,
    category: 'logging',
    name: 'Log anomalies',
    shortDescription: 'Find the log lines that matter, and see why.',
    longDescription: LONG_DESCRIPTION,
    euiIconType: 'machineLearningApp',
    completionTimeMinutes: 5,
    integrationBrowserCategories: ['observability', 'custom'],
    artifacts: { dashboards: [], application: { path: '/app/anomalies', label: 'Open Anomalies' } },
    onPrem: {
      instructionSets: [
        {
          title: 'Getting started',
          // One of the platforms that Kibana has words for.
          instructionVariants: [{ id: 'node', instructions: INSTRUCTIONS }],
          statusCheck: {
            title: 'Are there logs?',
            text: `Looks for lines in ${DEFAULT_SOURCE_PATTERN}.`,
            btnLabel: 'Look for logs',
            success: 'There are logs. Open Anomalies and press Train.',
            error: 'There are no logs yet, or you may not read them.',
            esHitsCheck: { index: DEFAULT_SOURCE_PATTERN, query: { match_all: {} } },
          },
        },
      ],
    },
  }));
}

const INSTRUCTIONS: Instruction[] = [
  {
    title: 'Send logs to Elasticsearch',
    textPre: `Any shipper will do. By default the indices are \`${DEFAULT_SOURCE_PATTERN}\`; other names are set on the Settings page of the app.`,
  },
  {
    title: 'Start the sidecar',
    textPre:
      'It runs beside Kibana, in a folder with the sources of Anomalies, with an account of its own that reads the logs and writes `anomalies-*`.',
    commands: [
      'npm ci && npm run build',
      'ELASTICSEARCH_URL=https://localhost:9200 ELASTICSEARCH_API_KEY=<key> node build/sidecar/main.js',
    ],
  },
  {
    title: 'Tell Kibana where it is',
    textPre: 'In `kibana.yml`, where it is not on this machine at port 8585:',
    commands: [
      'anomalies.sidecar.url: https://sidecar.example:8585',
      'anomalies.sidecar.key: <key>',
    ],
  },
  {
    title: 'Train',
    textPre:
      'Open Anomalies and press **Train**: nothing else has to be set. New lines are scored seconds after they arrive.',
  },
];
