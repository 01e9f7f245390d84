import { EuiPanel, EuiText, EuiTitle } from '@elastic/eui';
import type { ReactNode } from 'react';

/** A framed part of a page: a short title, a remark beside it, controls at its end. */
export function Panel({
  title,
  remark,
  end,
  children,
  'data-test-subj': testSubject,
}: {
  title?: ReactNode;
  remark?: ReactNode;
  end?: ReactNode;
  children: ReactNode;
  'data-test-subj'?: string;
}) {
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="s" data-test-subj={testSubject}>
      {title !== undefined && (
        <div className="anmPanelTitle">
          <EuiTitle size="xxs">
            <h2>{title}</h2>
          </EuiTitle>
          {remark !== undefined && (
            <EuiText size="xs" className="anmSubdued">
              {remark}
            </EuiText>
          )}
          {end !== undefined && <div className="anmPanelTitle__end">{end}</div>}
        </div>
      )}
      {children}
    </EuiPanel>
  );
}
