import type { PeriodSummary } from '../../../common/api/incidents/schema';
import { SEVERITIES } from '../../../common/severity';
import { quoted } from '../../pipeline/explain/wording';
import { counted, entityName, enumerated } from './wording';

const MAX_NAMED = 3;
const PATTERN_CHARS = 70;

/** A period in a few plain sentences, each of which can stand alone. */
export function periodSentences(summary: Omit<PeriodSummary, 'sentences'>): string[] {
  const { lines, flagged, incidents, worst, new_patterns: patterns, affected } = summary;
  if (lines === 0 && flagged === 0) return ['No lines were scored in this period.'];
  return [
    `${counted(lines, 'line')} ${lines === 1 ? 'was' : 'were'} scored; ${flaggedWords(flagged, lines)}.`,
    incidentWords(incidents),
    ...(worst ? [`The worst: ${worst.sentence}`] : []),
    ...(affected.length > 0
      ? [
          `Most affected: ${enumerated(
            affected
              .slice(0, MAX_NAMED)
              .map((it) => `${entityName(it.host, it.service)} (${counted(it.flagged, 'line')})`),
            MAX_NAMED,
          )}.`,
        ]
      : []),
    ...(patterns.length > 0
      ? [
          `New patterns: ${enumerated(
            patterns
              .slice(0, MAX_NAMED)
              .map((it) => `${quoted(it.text, PATTERN_CHARS)} (${counted(it.lines, 'line')})`),
            MAX_NAMED,
          )}.`,
        ]
      : []),
  ];
}

function flaggedWords(flagged: number, lines: number): string {
  if (flagged === 0) return 'nothing stands out';
  const oneIn = Math.round(lines / flagged);
  const share = oneIn > 1 ? `, one in ${oneIn.toLocaleString('en-US')}` : '';
  return `${flagged.toLocaleString('en-US')} ${flagged === 1 ? 'stands' : 'stand'} out${share}`;
}

function incidentWords(incidents: PeriodSummary['incidents']): string {
  const parts = SEVERITIES.filter((severity) => incidents[severity]).map(
    (severity) => `${(incidents[severity] ?? 0).toLocaleString('en-US')} ${severity}`,
  );
  if (parts.length === 0) return 'There was no incident.';
  const total = Object.values(incidents).reduce((sum, count) => sum + count, 0);
  return `There ${total === 1 ? 'was' : 'were'} ${counted(total, 'incident')}: ${parts.join(', ')}.`;
}
