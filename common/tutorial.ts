/** Of the set-up steps on Kibana's home page. */
export const TUTORIAL_ID = 'anomalies';
