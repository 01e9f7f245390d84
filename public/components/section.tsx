import { EuiText, EuiTitle } from '@elastic/eui';
import type { ReactNode } from 'react';

/** One part of the flyout: a title, a remark or control at its end, the content. */
export function Section({
  title,
  end,
  children,
}: {
  title: string;
  end?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="anmSection">
      <div className="anmPanelTitle">
        <EuiTitle size="xxs">
          <h3>{title}</h3>
        </EuiTitle>
        {end !== undefined && (
          <EuiText size="xs" className="anmSubdued anmPanelTitle__end">
            {end}
          </EuiText>
        )}
      </div>
      {children}
    </section>
  );
}
