/** The rule type "Log anomaly": too many flagged lines within a time. */
export const LOG_ANOMALY_RULE_TYPE = 'anomalies.log_anomaly';

/** The rule type "Log incident": related flagged lines, told as one thing, are going on. */
export const LOG_INCIDENT_RULE_TYPE = 'anomalies.log_incident';
