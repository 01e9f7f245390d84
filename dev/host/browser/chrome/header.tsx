import {
  EuiHeader,
  EuiHeaderBreadcrumbs,
  EuiHeaderSection,
  EuiHeaderSectionItem,
  EuiIcon,
  EuiText,
} from '@elastic/eui';
import { breadcrumbs$ } from '../core/chrome';
import { HelpMenu } from './help_menu';
import { SettingsMenu } from './settings_menu';
import { useObservable } from '../../../../public/hooks/use_observable';

/** The product's name above; where one is, and the app's own controls, below. */
export function Header({
  onActionMenuElement,
}: {
  onActionMenuElement(element: HTMLElement | null): void;
}) {
  const breadcrumbs = useObservable(breadcrumbs$, breadcrumbs$.getValue());
  return (
    <>
      <EuiHeader theme="dark" position="fixed">
        <EuiHeaderSection>
          <EuiHeaderSectionItem>
            <EuiIcon type="machineLearningApp" size="l" color="ghost" />
            <EuiText color="ghost" size="s" style={{ paddingInlineStart: 12 }}>
              <strong>Anomalies</strong>
            </EuiText>
          </EuiHeaderSectionItem>
        </EuiHeaderSection>
        <EuiHeaderSection side="right">
          <EuiHeaderSectionItem>
            <HelpMenu />
            <SettingsMenu />
          </EuiHeaderSectionItem>
        </EuiHeaderSection>
      </EuiHeader>
      <EuiHeader position="fixed" style={{ insetBlockStart: 48 }}>
        <EuiHeaderSection grow>
          <EuiHeaderBreadcrumbs aria-label="Breadcrumbs" breadcrumbs={breadcrumbs} />
        </EuiHeaderSection>
        <EuiHeaderSection side="right">
          <EuiHeaderSectionItem>
            <div ref={onActionMenuElement} data-test-subj="headerActionMenu" />
          </EuiHeaderSectionItem>
        </EuiHeaderSection>
      </EuiHeader>
    </>
  );
}
