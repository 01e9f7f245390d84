import { EuiEmptyPrompt, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useTimes } from '../hooks/use_times';
import { PathLink } from './path_link';

/** No flagged line: because none was scored yet, because of filters, or because all was well. */
export function NothingToShow({
  newestLine,
  isFiltered,
}: {
  newestLine: string | null;
  isFiltered: boolean;
}) {
  const times = useTimes();
  return (
    <EuiEmptyPrompt
      paddingSize="s"
      titleSize="xxs"
      title={<h3>{titleOf(newestLine, isFiltered)}</h3>}
      body={
        <EuiText size="s">
          {newestLine === null ? (
            <PathLink path="/models">
              {i18n.translate('anomalies.panel.toModels', {
                defaultMessage: 'Train a model on the Models page',
              })}
            </PathLink>
          ) : (
            <p>
              {i18n.translate('anomalies.panel.newest', {
                defaultMessage: 'The newest scored line is from {time}.',
                values: { time: times.seconds(newestLine) },
              })}
            </p>
          )}
        </EuiText>
      }
      data-test-subj="anomaliesPanelEmpty"
    />
  );
}

function titleOf(newestLine: string | null, isFiltered: boolean): string {
  if (newestLine === null) {
    return i18n.translate('anomalies.panel.never', {
      defaultMessage: 'No line has been scored yet',
    });
  }
  return isFiltered
    ? i18n.translate('anomalies.panel.noneMatches', {
        defaultMessage: 'No flagged line of this period matches the search and the filters',
      })
    : i18n.translate('anomalies.panel.none', {
        defaultMessage: 'Nothing was flagged in this period',
      });
}
