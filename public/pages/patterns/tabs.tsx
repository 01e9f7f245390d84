import { EuiFilterButton, EuiFilterGroup, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { PatternList, PatternTab } from '../../../common/app_api/patterns/schema';
import { PATTERN_TABS } from '../../../common/app_api/patterns/schema';
import { formatCount } from '../../lib/numbers';

export const TAB_LABELS: Record<PatternTab, string> = {
  all: i18n.translate('anomalies.patterns.tab.all', { defaultMessage: 'All' }),
  new: i18n.translate('anomalies.patterns.tab.new', { defaultMessage: 'New' }),
  rare: i18n.translate('anomalies.patterns.tab.rare', { defaultMessage: 'Rare' }),
  vanished: i18n.translate('anomalies.patterns.tab.vanished', { defaultMessage: 'Vanished' }),
  watched: i18n.translate('anomalies.patterns.tab.watched', { defaultMessage: 'Watched' }),
  muted: i18n.translate('anomalies.patterns.tab.muted', { defaultMessage: 'Muted' }),
};

export const TAB_MEANINGS: Record<PatternTab, string> = {
  all: i18n.translate('anomalies.patterns.meaning.all', {
    defaultMessage: 'Every pattern that has lines in the period.',
  }),
  new: i18n.translate('anomalies.patterns.meaning.new', {
    defaultMessage: 'Seen in the period for the first time, and not known to training from before.',
  }),
  rare: i18n.translate('anomalies.patterns.meaning.rare', {
    defaultMessage: 'Seen in the period and known, but with at most one line a day before it.',
  }),
  vanished: i18n.translate('anomalies.patterns.meaning.vanished', {
    defaultMessage:
      'No line in the period, though in the same hours of the days or weeks before it was there each time but one at most, with three lines or more on average.',
  }),
  watched: i18n.translate('anomalies.patterns.meaning.watched', {
    defaultMessage: 'Patterns that somebody put on the watch list, whether they have lines or not.',
  }),
  muted: i18n.translate('anomalies.patterns.meaning.muted', {
    defaultMessage: 'Patterns that are muted on at least one host now.',
  }),
};

/** Which patterns are listed, with how many there are of each. */
export function PatternTabs({
  chosen,
  counts,
  onChoose,
}: {
  chosen: PatternTab;
  counts: PatternList['counts'] | undefined;
  onChoose(tab: PatternTab): void;
}) {
  return (
    <EuiFilterGroup compressed className="anmPatternTabs">
      {PATTERN_TABS.map((tab) => (
        <EuiToolTip key={tab} content={TAB_MEANINGS[tab]}>
          <EuiFilterButton
            hasActiveFilters={chosen === tab}
            aria-pressed={chosen === tab}
            onClick={() => onChoose(tab)}
            data-test-subj={`anomaliesPatternTab-${tab}`}
          >
            {TAB_LABELS[tab]}{' '}
            <span className="anmNumber anmSubdued">{counts ? formatCount(counts[tab]) : ''}</span>
          </EuiFilterButton>
        </EuiToolTip>
      ))}
    </EuiFilterGroup>
  );
}
