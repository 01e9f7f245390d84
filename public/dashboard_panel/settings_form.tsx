import {
  EuiButton,
  EuiButtonEmpty,
  EuiButtonGroup,
  EuiFieldText,
  EuiFlexGroup,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiForm,
  EuiFormRow,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { SwitchRow } from '../components/form_rows/switch_row';
import { useState } from 'react';
import type { ViewBy } from '../../common/app_api/lanes/bounds';
import { NumberRow } from '../components/form_rows/number_row';
import { SeverityRow } from '../components/form_rows/severity_row';
import { TextRow } from '../components/form_rows/text_row';
import { VIEW_BY_OPTIONS } from '../components/lanes/view_by';
import type { PanelChoice } from './panel_choice';
import { defaultTitle, isLaneCount, LANES_BOUNDS, MAX_TITLE_LENGTH } from './panel_settings';

/** What one chooses for a panel, at its creation and later. */
export function SettingsForm({
  titleId,
  choice,
  isNew,
  checkFilter,
  onSave,
  onCancel,
}: {
  titleId: string;
  choice: PanelChoice;
  isNew: boolean;
  /** Why a search text is not understood; undefined where it is. */
  checkFilter(filter: string): Promise<string | undefined>;
  onSave(choice: PanelChoice): void;
  onCancel(): void;
}) {
  const [title, setTitle] = useState(choice.title);
  const [settings, setSettings] = useState(choice.settings);
  const [lanes, setLanes] = useState<number | undefined>(settings.lanes);
  const [filterError, setFilterError] = useState<string>();
  const [isChecking, setIsChecking] = useState(false);
  const change = (part: Partial<typeof settings>) => setSettings({ ...settings, ...part });
  const save = async () => {
    if (!isLaneCount(lanes)) return;
    setIsChecking(true);
    const wrong = await checkFilter(settings.filter);
    setIsChecking(false);
    setFilterError(wrong);
    if (wrong === undefined) onSave({ title: title.trim(), settings: { ...settings, lanes } });
  };
  return (
    <>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2 id={titleId}>
            {i18n.translate('anomalies.panel.form', { defaultMessage: 'Swim lanes of anomalies' })}
          </h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <EuiForm
          component="form"
          id={`${titleId}-form`}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <EuiFormRow
            label={i18n.translate('anomalies.panel.title', { defaultMessage: 'Title' })}
            fullWidth
            display="rowCompressed"
          >
            <EuiFieldText
              compressed
              fullWidth
              value={title}
              maxLength={MAX_TITLE_LENGTH}
              placeholder={defaultTitle(settings.viewBy)}
              onChange={({ target }) => setTitle(target.value)}
              data-test-subj="anomaliesPanelTitle"
            />
          </EuiFormRow>
          <EuiFormRow
            label={i18n.translate('anomalies.panel.viewBy', { defaultMessage: 'A lane for each' })}
            fullWidth
            display="rowCompressed"
          >
            <EuiButtonGroup
              legend={i18n.translate('anomalies.panel.viewBy', {
                defaultMessage: 'A lane for each',
              })}
              options={VIEW_BY_OPTIONS}
              idSelected={settings.viewBy}
              onChange={(id) => change({ viewBy: id as ViewBy })}
              buttonSize="compressed"
              isFullWidth
              data-test-subj="anomaliesPanelViewBy"
            />
          </EuiFormRow>
          <SeverityRow
            value={settings.minSeverity}
            onChange={(minSeverity) => change({ minSeverity })}
          />
          <NumberRow
            label={i18n.translate('anomalies.panel.lanes', { defaultMessage: 'Lanes at most' })}
            helpText={i18n.translate('anomalies.panel.lanesHelp', {
              defaultMessage: 'Those with the highest scores.',
            })}
            value={lanes}
            bounds={LANES_BOUNDS}
            errors={isLaneCount(lanes) ? [] : [lanesError()]}
            onChange={setLanes}
            data-test-subj="anomaliesPanelLanes"
          />
          <TextRow
            label={i18n.translate('anomalies.panel.filter', {
              defaultMessage: 'Only lines that match',
            })}
            helpText={i18n.translate('anomalies.panel.filterHelp', {
              defaultMessage: 'KQL as on the Anomalies page; empty means all.',
            })}
            placeholder="host : web-* and not service : cron"
            value={settings.filter}
            errors={filterError === undefined ? [] : [filterError]}
            onChange={(filter = '') => {
              setFilterError(undefined);
              change({ filter });
            }}
            data-test-subj="anomaliesPanelFilter"
          />
          <SwitchRow
            helpText={i18n.translate('anomalies.panel.followHelp', {
              defaultMessage:
                'As far as their fields are those of flagged lines; what is not followed is named on the panel. The time range is followed anyway.',
            })}
            label={i18n.translate('anomalies.panel.follow', {
              defaultMessage: 'Follow the search and filters of the dashboard',
            })}
            checked={settings.followSearch}
            onChange={(checked) => change({ followSearch: checked })}
            data-test-subj="anomaliesPanelFollow"
          />
        </EuiForm>
      </EuiFlyoutBody>
      <EuiFlyoutFooter>
        <EuiFlexGroup justifyContent="spaceBetween" responsive={false}>
          <EuiButtonEmpty onClick={onCancel} data-test-subj="anomaliesPanelCancel">
            {i18n.translate('anomalies.panel.cancel', { defaultMessage: 'Cancel' })}
          </EuiButtonEmpty>
          <EuiButton
            fill
            type="submit"
            form={`${titleId}-form`}
            isLoading={isChecking}
            isDisabled={!isLaneCount(lanes)}
            data-test-subj="anomaliesPanelSave"
          >
            {isNew
              ? i18n.translate('anomalies.panel.add', { defaultMessage: 'Add panel' })
              : i18n.translate('anomalies.panel.apply', { defaultMessage: 'Apply' })}
          </EuiButton>
        </EuiFlexGroup>
      </EuiFlyoutFooter>
    </>
  );
}

const lanesError = (): string =>
  i18n.translate('anomalies.panel.lanesError', {
    defaultMessage: 'Give a whole number from {min} to {max}',
    values: { min: LANES_BOUNDS[0], max: LANES_BOUNDS[1] },
  });
