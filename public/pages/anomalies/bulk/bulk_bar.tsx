import { EuiButtonEmpty, EuiContextMenu, EuiPopover, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { LIMITS } from '../../../../common/api/limits';
import { formatCount } from '../../../lib/numbers';
import { MUTE_PERIODS, VERDICT_LABELS } from '../../../lib/verdicts';
import type { Judgement } from '../use_verdict';
import type { Selection } from './use_selection';

/** What can be done with the chosen lines; it takes the place of what stands over the table otherwise. */
export function BulkBar({
  selection,
  total,
  isMuteOpen,
  onMuteOpen,
  onJudge,
  onRemove,
  isSaving,
  disabledReason,
}: {
  selection: Selection;
  /** All that match. */
  total: number;
  isMuteOpen: boolean;
  onMuteOpen(isOpen: boolean): void;
  onJudge(judgement: Judgement): void;
  onRemove(): void;
  isSaving: boolean;
  disabledReason: string | undefined;
}) {
  const chosen = selection.all ? total : selection.rows.size;
  const tooMany = !selection.all && chosen > LIMITS.maxBulkLabels;
  const reason = disabledReason ?? (tooMany ? TOO_MANY : undefined);
  const button = { size: 'xs', isDisabled: reason !== undefined || isSaving } as const;
  return (
    <div className="anmBulk" role="toolbar" aria-label={LABEL} data-test-subj="anomaliesBulkBar">
      <strong data-test-subj="anomaliesBulkCount">{chosenText(selection.all, chosen)}</strong>
      {!selection.all && total > chosen && (
        <EuiButtonEmpty
          size="xs"
          onClick={selection.selectAllMatching}
          data-test-subj="anomaliesSelectMatching"
        >
          {i18n.translate('anomalies.bulk.selectAll', {
            defaultMessage: 'Select all {total} that match',
            values: { total: formatCount(total) },
          })}
        </EuiButtonEmpty>
      )}
      <EuiToolTip content={reason ?? SCOPE}>
        <span className="anmBulk__actions">
          <EuiButtonEmpty
            {...button}
            iconType="check"
            onClick={() => onJudge({ verdict: 'true' })}
            data-test-subj="anomaliesBulk-true"
          >
            {VERDICT_LABELS.true}
          </EuiButtonEmpty>
          <EuiButtonEmpty
            {...button}
            iconType="cross"
            onClick={() => onJudge({ verdict: 'false_positive' })}
            data-test-subj="anomaliesBulk-false_positive"
          >
            {VERDICT_LABELS.false_positive}
          </EuiButtonEmpty>
          <EuiPopover
            isOpen={isMuteOpen}
            closePopover={() => onMuteOpen(false)}
            panelPaddingSize="none"
            button={
              <EuiButtonEmpty
                {...button}
                iconType="bellSlash"
                onClick={() => onMuteOpen(!isMuteOpen)}
                data-test-subj="anomaliesBulk-mute"
              >
                {i18n.translate('anomalies.bulk.mute', { defaultMessage: 'Mute for…' })}
              </EuiButtonEmpty>
            }
          >
            <EuiContextMenu
              size="s"
              initialPanelId="periods"
              panels={[
                {
                  id: 'periods',
                  title: i18n.translate('anomalies.bulk.muteTitle', {
                    defaultMessage: 'Mute these patterns on their hosts for',
                  }),
                  items: MUTE_PERIODS.map(({ label, seconds }) => ({
                    name: label,
                    onClick() {
                      onMuteOpen(false);
                      onJudge({ verdict: 'mute', muteSeconds: seconds });
                    },
                    'data-test-subj': `anomaliesBulkMute-${seconds ?? 'forever'}`,
                  })),
                },
              ]}
            />
          </EuiPopover>
          <EuiButtonEmpty
            {...button}
            color="text"
            iconType="eraser"
            onClick={onRemove}
            data-test-subj="anomaliesBulk-remove"
          >
            {i18n.translate('anomalies.bulk.remove', { defaultMessage: 'Remove verdict' })}
          </EuiButtonEmpty>
        </span>
      </EuiToolTip>
      <EuiButtonEmpty
        size="xs"
        color="text"
        onClick={selection.clear}
        data-test-subj="anomaliesBulkClear"
      >
        {i18n.translate('anomalies.bulk.clear', { defaultMessage: 'Clear selection' })}
      </EuiButtonEmpty>
    </div>
  );
}

const LABEL = i18n.translate('anomalies.bulk.label', { defaultMessage: 'Selected lines' });

const SCOPE = i18n.translate('anomalies.bulk.scope', {
  defaultMessage: 'A verdict holds for the pattern of a line on its host, in all its lines.',
});

const TOO_MANY = i18n.translate('anomalies.bulk.tooMany', {
  defaultMessage: 'At most {count} lines can be chosen by hand. Filter and select all that match.',
  values: { count: formatCount(LIMITS.maxBulkLabels) },
});

const chosenText = (all: boolean, count: number): string =>
  all
    ? i18n.translate('anomalies.bulk.allChosen', {
        defaultMessage: 'All {count, plural, one {# line that matches} other {# lines that match}}',
        values: { count },
      })
    : i18n.translate('anomalies.bulk.chosen', {
        defaultMessage: '{count, plural, one {# line} other {# lines}} selected',
        values: { count },
      });
