import {
  EuiButton,
  EuiButtonEmpty,
  EuiFlexGroup,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiForm,
  EuiTitle,
  type EuiButtonProps,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ReactNode } from 'react';

/** A form at the side of the page, with the one button that it is about. */
export function FormFlyout({
  titleId,
  title,
  submit,
  onClose,
  children,
  'data-test-subj': subject,
}: {
  titleId: string;
  title: string;
  submit: Pick<EuiButtonProps, 'iconType' | 'isLoading' | 'isDisabled'> & {
    label: string;
    onClick(): void;
    'data-test-subj': string;
  };
  onClose(): void;
  children: ReactNode;
  'data-test-subj': string;
}) {
  const { label, ...button } = submit;
  return (
    <EuiFlyout size="s" onClose={onClose} aria-labelledby={titleId} data-test-subj={subject}>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2 id={titleId}>{title}</h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <EuiForm component="form" onSubmit={(event) => event.preventDefault()}>
          {children}
        </EuiForm>
      </EuiFlyoutBody>
      <EuiFlyoutFooter>
        <EuiFlexGroup justifyContent="spaceBetween" responsive={false}>
          <EuiButtonEmpty onClick={onClose}>
            {i18n.translate('anomalies.formFlyout.close', { defaultMessage: 'Close' })}
          </EuiButtonEmpty>
          <EuiButton fill {...button}>
            {label}
          </EuiButton>
        </EuiFlexGroup>
      </EuiFlyoutFooter>
    </EuiFlyout>
  );
}
