import { EuiButtonIcon } from '@elastic/eui';
import type { ReactNode } from 'react';
import { useDraft } from '../draft';

/** Fields that belong together, with a button at their end that takes them out. */
export function Removable({
  label,
  onRemove,
  children,
  testSubject,
}: {
  /** What the button does. */
  label: string;
  onRemove(): void;
  children: ReactNode;
  testSubject?: string;
}) {
  const { readOnlyReason } = useDraft();
  return (
    <div className="anmRemovable anmFields__wide" data-test-subj={testSubject}>
      <div className="anmFields">{children}</div>
      {readOnlyReason === undefined && (
        <EuiButtonIcon iconType="trash" color="danger" aria-label={label} onClick={onRemove} />
      )}
    </div>
  );
}
