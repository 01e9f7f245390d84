import { EuiIcon, EuiText } from '@elastic/eui';
import type { ReactNode } from 'react';

/** One thing that changed, behind the icon of its kind. */
export function Sentence({
  icon,
  color,
  children,
}: {
  icon: string;
  color: 'danger' | 'primary' | 'success' | 'subdued';
  children: ReactNode;
}) {
  return (
    <li>
      <EuiIcon type={icon} color={color} />
      <EuiText size="s">{children}</EuiText>
    </li>
  );
}
