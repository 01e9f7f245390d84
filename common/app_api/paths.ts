/** Routes of Kibana's server half; the standalone host serves the very same. */
export const APP_API = {
  status: '/api/anomalies/status',
  overview: '/api/anomalies/overview',
  search: '/api/anomalies/search',
  context: '/api/anomalies/context',
  pattern: '/api/anomalies/pattern',
  patterns: '/api/anomalies/patterns',
  preview: '/api/anomalies/preview',
  jobs: '/api/anomalies/jobs',
  models: '/api/anomalies/models',
  labels: '/api/anomalies/labels',
  incidents: '/api/anomalies/incidents',
  verdicts: '/api/anomalies/verdicts',
  settings: '/api/anomalies/settings',
  notifiers: '/api/anomalies/notifiers',
  notifications: '/api/anomalies/notifications',
  retention: '/api/anomalies/retention',
} as const;
