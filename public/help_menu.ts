import type { CoreStart } from '@kbn/core/public';
import { i18n } from '@kbn/i18n';
import { TUTORIAL_ID } from '../common/tutorial';

/** What the help menu in Kibana's header offers while the app is open; the result takes it away again. */
export function addHelp({ application, chrome, http }: CoreStart, hasHome: boolean): () => void {
  chrome.setHelpExtension({
    appName: i18n.translate('anomalies.app.title', { defaultMessage: 'Anomalies' }),
    links: [
      ...(hasHome
        ? [
            {
              linkType: 'custom' as const,
              content: i18n.translate('anomalies.help.setUp', {
                defaultMessage: 'Set up step by step',
              }),
              href: http.basePath.prepend(`/app/home#/tutorial/${TUTORIAL_ID}`),
              'data-test-subj': 'anomaliesHelpSetUp',
            },
          ]
        : []),
      {
        linkType: 'custom',
        content: i18n.translate('anomalies.help.sources', {
          defaultMessage: 'Which logs are read, and how',
        }),
        href: application.getUrlForApp('anomalies', { path: '/settings?_a=(section:sources)' }),
        'data-test-subj': 'anomaliesHelpSources',
      },
      {
        linkType: 'custom',
        content: i18n.translate('anomalies.help.proof', {
          defaultMessage: 'How well the model does',
        }),
        href: application.getUrlForApp('anomalies', { path: '/models' }),
        'data-test-subj': 'anomaliesHelpModels',
      },
    ],
  });
  return () => chrome.setHelpExtension(undefined);
}
