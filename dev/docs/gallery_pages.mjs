const row = (name) => `[data-test-subj=${name}]`;

/**
 * Pictures of the gallery: where the app goes, what it waits for, and what is done before the picture is taken.
 * @type {{ name: string, path: string, ready: string, title: string, says: string,
 *   before?: (page: import('playwright-core').Page) => Promise<void> }[]}
 */
export const GALLERY = [
  {
    name: 'overview',
    path: 'overview',
    ready: row('anomaliesTotals'),
    title: 'Overview',
    says: 'What changed in three sentences, the open incidents, and when and where lines were flagged.',
  },
  {
    name: 'incidents',
    path: 'incidents',
    ready: row('anomaliesIncidentRow'),
    title: 'Incidents',
    says: 'Related lines, told as one thing.',
  },
  {
    name: 'incident',
    path: 'incidents',
    ready: row('anomaliesIncidentRow'),
    title: 'An incident',
    says: 'What happened in which order, where it began, why it is strange, and the lines; one click to judge it.',
    async before(page) {
      await page.locator(row('anomaliesIncidentRow')).first().locator('a').first().click();
      await page.locator(row('anomaliesIncidentLines')).first().waitFor();
    },
  },
  {
    name: 'anomalies',
    path: 'anomalies',
    ready: row('anomaliesRow'),
    title: 'Anomalies',
    says: 'Every flagged line; the flyout says why, marks what is strange, and shows what happened around it.',
    async before(page) {
      await page.locator(row('anomaliesRow')).first().click();
      await page.locator(row('anomaliesNeighbours')).waitFor();
    },
  },
  {
    name: 'patterns',
    path: 'patterns',
    ready: row('anomaliesPatternRow'),
    title: 'Patterns',
    says: 'What kinds of lines there are: new, rare and vanished ones, their values, two periods compared.',
  },
  {
    name: 'clusters',
    path: 'clusters',
    ready: row('anomaliesClusterSentence'),
    title: 'Clusters',
    says: 'Patterns that resemble each other, on a map.',
  },
  {
    name: 'forecast',
    path: 'forecast',
    ready: row('anomaliesForecastSentences'),
    title: 'Forecast',
    says: 'How many lines or errors are to be expected, and how good such forecasts were.',
  },
  {
    name: 'models',
    path: 'models',
    ready: row('anomaliesModels'),
    title: 'Models',
    says: 'Versions, trainings and schedules.',
  },
  {
    name: 'model',
    path: 'models',
    ready: row('anomaliesModels'),
    title: 'A version of the model',
    says: 'How many alerts a day a threshold makes, how the verdicts agree with it, what it would have flagged, drift.',
    async before(page) {
      await page.locator(row('anomaliesModelEvaluate')).first().click();
      await page.locator(row('anomaliesThreshold')).waitFor();
    },
  },
  {
    name: 'settings',
    path: 'settings',
    ready: row('anomaliesSamples'),
    title: 'Settings',
    says: 'Which logs are read and how, with a preview; alert budget, notifications, mutes, retention.',
  },
];
