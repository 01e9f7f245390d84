import { EuiButton, EuiContextMenu, EuiFieldText, EuiPopover, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RefObject } from 'react';
import { LIMITS } from '../../../../common/api/limits';
import { MUTE_PERIODS, VERDICT_LABELS } from '../../../lib/verdicts';
import type { Judgement } from '../use_verdict';

export interface VerdictBarProps {
  comment: string;
  onComment(comment: string): void;
  commentRef: RefObject<HTMLInputElement>;
  isMuteOpen: boolean;
  onMuteOpen(isOpen: boolean): void;
  onJudge(judgement: Judgement): void;
  isSaving: boolean;
  /** Why nothing can be judged now; undefined where it can. */
  disabledReason: string | undefined;
}

const MUTE = i18n.translate('anomalies.verdictBar.mute', { defaultMessage: 'Mute…' });

/** A comment and the three verdicts. */
export function VerdictBar(props: VerdictBarProps) {
  const { comment, onComment, commentRef, isMuteOpen, onMuteOpen, onJudge } = props;
  const { isSaving, disabledReason } = props;
  const isDisabled = isSaving || disabledReason !== undefined;
  const common = { size: 's', minWidth: false, isDisabled } as const;
  return (
    <div className="anmVerdicts">
      <EuiFieldText
        fullWidth
        compressed
        inputRef={(element) => {
          (commentRef as { current: HTMLInputElement | null }).current = element;
        }}
        value={comment}
        maxLength={LIMITS.maxCommentChars}
        disabled={isDisabled}
        onChange={(event) => onComment(event.target.value)}
        placeholder={i18n.translate('anomalies.verdictBar.comment', {
          defaultMessage: 'Comment, saved with your verdict',
        })}
        aria-label={i18n.translate('anomalies.verdictBar.comment', {
          defaultMessage: 'Comment, saved with your verdict',
        })}
        data-test-subj="anomaliesComment"
      />
      <EuiToolTip content={disabledReason}>
        <div className="anmVerdicts__buttons">
          <EuiButton
            {...common}
            fill
            iconType="check"
            onClick={() => onJudge({ verdict: 'true' })}
            data-test-subj="anomaliesJudge-true"
          >
            {VERDICT_LABELS.true} <kbd className="anmKey anmKey--onFill">t</kbd>
          </EuiButton>
          <EuiButton
            {...common}
            iconType="cross"
            onClick={() => onJudge({ verdict: 'false_positive' })}
            data-test-subj="anomaliesJudge-false_positive"
          >
            {VERDICT_LABELS.false_positive} <kbd className="anmKey">f</kbd>
          </EuiButton>
          <EuiPopover
            isOpen={isMuteOpen}
            closePopover={() => onMuteOpen(false)}
            panelPaddingSize="none"
            anchorPosition="upCenter"
            button={
              <EuiButton
                {...common}
                color="text"
                iconType="bellSlash"
                onClick={() => onMuteOpen(!isMuteOpen)}
                data-test-subj="anomaliesJudge-mute"
              >
                {MUTE} <kbd className="anmKey">m</kbd>
              </EuiButton>
            }
          >
            <EuiContextMenu
              size="s"
              initialPanelId="periods"
              panels={[
                {
                  id: 'periods',
                  title: i18n.translate('anomalies.verdictBar.muteTitle', {
                    defaultMessage: 'Mute this pattern on this host for',
                  }),
                  items: MUTE_PERIODS.map(({ label, seconds }) => ({
                    name: label,
                    onClick() {
                      onMuteOpen(false);
                      onJudge({ verdict: 'mute', muteSeconds: seconds });
                    },
                    'data-test-subj': `anomaliesMute-${seconds ?? 'forever'}`,
                  })),
                },
              ]}
            />
          </EuiPopover>
        </div>
      </EuiToolTip>
    </div>
  );
}
