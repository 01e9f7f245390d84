import {
  EuiButtonIcon,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
} from '@elastic/eui';
import type { ReactNode } from 'react';

/** What one row is about, beside the list where there is room for both, so that one can go on to the next row. */
export function DetailsFlyout({
  titleId,
  header,
  footer,
  onClose,
  children,
  'data-test-subj': subject,
}: {
  /** Id of the title in the header. */
  titleId: string;
  header: ReactNode;
  footer: ReactNode;
  onClose(): void;
  children: ReactNode;
  'data-test-subj': string;
}) {
  return (
    <EuiFlyout
      type="push"
      size="46%"
      pushMinBreakpoint="xl"
      paddingSize="m"
      ownFocus={false}
      hideCloseButton
      onClose={onClose}
      className="anmFlyout"
      role="dialog"
      aria-labelledby={titleId}
      data-test-subj={subject}
    >
      <EuiFlyoutHeader hasBorder>{header}</EuiFlyoutHeader>
      <EuiFlyoutBody>{children}</EuiFlyoutBody>
      {footer !== undefined && <EuiFlyoutFooter>{footer}</EuiFlyoutFooter>}
    </EuiFlyout>
  );
}

/** On top of it: what it is, and the buttons that go on, back and away. */
export function DetailsFlyoutControls({
  labels,
  start,
  end,
  extra,
  onMove,
  onClose,
  closeSubject,
}: {
  labels: { previous: string; next: string; close: string };
  start: ReactNode;
  /** Before the buttons. */
  end?: ReactNode;
  /** A button between those that move and the one that closes. */
  extra?: ReactNode;
  onMove(step: 1 | -1): void;
  onClose(): void;
  closeSubject: string;
}) {
  return (
    <div className="anmPanelTitle anmFlyoutControls">
      {start}
      <div className="anmPanelTitle__end anmFlyoutControls__buttons">
        {end}
        <EuiButtonIcon
          iconType="arrowUp"
          color="text"
          aria-label={labels.previous}
          onClick={() => onMove(-1)}
        />
        <EuiButtonIcon
          iconType="arrowDown"
          color="text"
          aria-label={labels.next}
          onClick={() => onMove(1)}
        />
        {extra}
        <EuiButtonIcon
          iconType="cross"
          color="text"
          aria-label={labels.close}
          onClick={onClose}
          data-test-subj={closeSubject}
        />
      </div>
    </div>
  );
}
