import { EuiFormRow } from '@elastic/eui';
import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import { useDraft } from '../draft';

const ScopeContext = createContext('notifications');

/** The place of all fields below it among the settings, such as `rules.0`. */
export function FieldScope({ path, children }: { path: string; children: ReactNode }) {
  const outer = useContext(ScopeContext);
  return <ScopeContext.Provider value={`${outer}.${path}`}>{children}</ScopeContext.Provider>;
}

/** What every field is asked for. */
export interface FieldProps<T> {
  label: string;
  value: T;
  onChange(value: T): void;
  /** Its name among the settings, where a refusal to save can name it. */
  field?: string;
  help?: ReactNode;
  testSubject?: string;
}

/** What was wrong with a field when it was to be saved. */
export function useFault(field: string | undefined): string | undefined {
  const { faultAt } = useDraft();
  const scope = useContext(ScopeContext);
  return field === undefined ? undefined : faultAt(`${scope}.${field}`);
}

export interface RowState {
  isReadOnly: boolean;
  isInvalid: boolean;
}

/** A field with its label, and with what is wrong with it. */
export function Row({
  label,
  field,
  help,
  error,
  fullWidth,
  children,
}: Pick<FieldProps<unknown>, 'label' | 'field' | 'help'> & {
  /** What the page itself sees to be wrong. */
  error?: string | false;
  fullWidth?: boolean;
  children(state: RowState): ReactElement;
}) {
  const { readOnlyReason } = useDraft();
  const fault = useFault(field);
  const wrong = error || fault;
  return (
    <EuiFormRow
      label={label}
      helpText={help}
      fullWidth={fullWidth}
      className={fullWidth ? 'anmFields__wide' : undefined}
      isInvalid={Boolean(wrong)}
      error={wrong || undefined}
    >
      {children({ isReadOnly: readOnlyReason !== undefined, isInvalid: Boolean(wrong) })}
    </EuiFormRow>
  );
}
