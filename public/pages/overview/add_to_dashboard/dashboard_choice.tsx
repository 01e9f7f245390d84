import { EuiButton, EuiComboBox, EuiFormRow, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ViewBy } from '../../../../common/app_api/lanes/bounds';
import type { AddToDashboard, FoundDashboard } from './use_add_to_dashboard';

const NO_DASHBOARDS: FoundDashboard[] = [];

/** Which dashboard: one that is there, or a new one where none is chosen. */
export function DashboardChoice({
  addToDashboard: { find, add },
  viewBy,
}: {
  addToDashboard: AddToDashboard;
  viewBy: ViewBy;
}) {
  const [searched, setSearched] = useState('');
  const [chosen, setChosen] = useState<FoundDashboard>();
  const { data = NO_DASHBOARDS, isFetching } = useQuery({
    queryKey: ['dashboards to add to', searched],
    queryFn: () => find(searched),
    keepPreviousData: true,
  });
  const newDashboard = i18n.translate('anomalies.addToDashboard.new', {
    defaultMessage: 'A new dashboard',
  });
  return (
    <>
      <EuiFormRow
        label={i18n.translate('anomalies.addToDashboard.which', { defaultMessage: 'Dashboard' })}
        display="rowCompressed"
      >
        <EuiComboBox
          compressed
          async
          isLoading={isFetching}
          singleSelection={{ asPlainText: true }}
          placeholder={newDashboard}
          options={data.map(({ id, title }) => ({ key: id, label: title }))}
          selectedOptions={chosen ? [{ key: chosen.id, label: chosen.title }] : []}
          onSearchChange={setSearched}
          onChange={([option]) => setChosen(option && data.find(({ id }) => id === option.key))}
          data-test-subj="anomaliesAddToDashboardWhich"
        />
      </EuiFormRow>
      <EuiSpacer size="s" />
      <EuiButton
        size="s"
        fill
        fullWidth
        onClick={() => void add(viewBy, chosen?.id)}
        data-test-subj="anomaliesAddToDashboardAdd"
      >
        {chosen
          ? i18n.translate('anomalies.addToDashboard.add', { defaultMessage: 'Add and open' })
          : i18n.translate('anomalies.addToDashboard.addNew', {
              defaultMessage: 'Add to a new dashboard',
            })}
      </EuiButton>
    </>
  );
}
