import { EuiAccordion, EuiButtonGroup, EuiCodeBlock, useGeneratedHtmlId } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { EXAMPLE_MESSAGES } from '../../../../common/notifications/example_messages';
import { fillTemplate, TemplateError } from '../../../../common/notifications/template';

type Example = keyof typeof EXAMPLE_MESSAGES;

const EXAMPLE_LABELS: Record<Example, string> = {
  firing: i18n.translate('anomalies.preview.firing', { defaultMessage: 'New' }),
  recovered: i18n.translate('anomalies.preview.recovered', { defaultMessage: 'Over' }),
  digest: i18n.translate('anomalies.preview.digest', { defaultMessage: 'Summed up' }),
};
const EXAMPLES = Object.keys(EXAMPLE_LABELS) as Example[];

/** What a webhook gets, or why its template does not work. */
export function previewOf(body: string, example: Example): { text: string; fault?: string } {
  try {
    const filled: unknown = JSON.parse(fillTemplate(body, EXAMPLE_MESSAGES[example]));
    return { text: JSON.stringify(filled, null, 2) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { text: '', fault: faultText(error) };
  }
}

/** What a webhook gets of an example, with the template as it stands on the page. */
export function TemplatePreview({ body }: { body: string }) {
  const [example, setExample] = useState<Example>('firing');
  const id = useGeneratedHtmlId({ prefix: 'anomaliesTemplatePreview' });
  const { text } = previewOf(body, example);
  if (text === '') return null;
  const label = i18n.translate('anomalies.preview.title', {
    defaultMessage: 'What the webhook gets',
  });
  return (
    <EuiAccordion
      id={id}
      className="anmFields__wide"
      buttonContent={label}
      paddingSize="s"
      data-test-subj="anomaliesTemplatePreview"
    >
      <EuiButtonGroup
        legend={label}
        buttonSize="compressed"
        options={EXAMPLES.map((it) => ({ id: it, label: EXAMPLE_LABELS[it] }))}
        idSelected={example}
        onChange={(chosen) => setExample(EXAMPLES.find((it) => it === chosen) ?? 'firing')}
      />
      <EuiCodeBlock language="json" fontSize="s" paddingSize="s" isCopyable whiteSpace="pre-wrap">
        {text}
      </EuiCodeBlock>
    </EuiAccordion>
  );
}

function faultText({ kind, what }: TemplateError): string {
  return kind === 'unknown_placeholder'
    ? i18n.translate('anomalies.preview.unknown', {
        defaultMessage: 'There is no placeholder {name}.',
        values: { name: `{{${what}}}` },
      })
    : i18n.translate('anomalies.preview.notJson', {
        defaultMessage: 'This is not JSON: {what}. Put placeholders into quotes.',
        values: { what },
      });
}
