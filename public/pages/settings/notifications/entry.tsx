import { EuiButtonIcon, EuiFieldText, EuiFormErrorText, EuiIcon, EuiSwitch } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ReactNode } from 'react';
import { useDraft } from '../draft';
import { useFault } from './row';

/** One notifier or rule: its name, whether it is on, what it is made of. */
export function Entry({
  icon,
  name,
  enabled,
  end,
  onChange,
  onRemove,
  children,
  testSubject,
}: {
  icon: string;
  name: string;
  enabled: boolean;
  end?: ReactNode;
  onChange(part: { name?: string; enabled?: boolean }): void;
  onRemove(): void;
  children: ReactNode;
  testSubject: string;
}) {
  const { readOnlyReason } = useDraft();
  const isReadOnly = readOnlyReason !== undefined;
  const fault = useFault('name');
  return (
    <li className="anmEntry" data-test-subj={testSubject}>
      <div className="anmEntry__head">
        <EuiIcon type={icon} />
        <EuiFieldText
          compressed
          value={name}
          maxLength={200}
          readOnly={isReadOnly}
          isInvalid={fault !== undefined}
          aria-label={i18n.translate('anomalies.entry.name', { defaultMessage: 'Name' })}
          onChange={({ target }) => onChange({ name: target.value })}
        />
        <EuiSwitch
          compressed
          label={i18n.translate('anomalies.entry.enabled', { defaultMessage: 'On' })}
          checked={enabled}
          disabled={isReadOnly}
          onChange={({ target }) => onChange({ enabled: target.checked })}
        />
        <div className="anmEntry__end">
          {end}
          {!isReadOnly && (
            <EuiButtonIcon
              iconType="trash"
              color="danger"
              aria-label={i18n.translate('anomalies.entry.remove', {
                defaultMessage: 'Remove {name}',
                values: { name },
              })}
              onClick={onRemove}
              data-test-subj={`${testSubject}-remove`}
            />
          )}
        </div>
      </div>
      {fault !== undefined && <EuiFormErrorText>{fault}</EuiFormErrorText>}
      <div className="anmForm anmFields">{children}</div>
    </li>
  );
}
