import { EuiHeaderSectionItemButton, EuiIcon, EuiListGroup, EuiPopover } from '@elastic/eui';
import { useState } from 'react';
import { help$ } from '../core/chrome';
import { useObservable } from '../../../../public/hooks/use_observable';

/** The help menu of Kibana's header: what the app put there. */
export function HelpMenu() {
  const [isOpen, setIsOpen] = useState(false);
  const help = useObservable(help$, help$.getValue());
  if (!help?.links) return null;
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setIsOpen(false)}
      button={
        <EuiHeaderSectionItemButton
          aria-label="Help menu"
          data-test-subj="helpMenuButton"
          onClick={() => setIsOpen(!isOpen)}
        >
          <EuiIcon type="help" />
        </EuiHeaderSectionItemButton>
      }
    >
      <EuiListGroup
        gutterSize="none"
        listItems={help.links.map(({ content, href, 'data-test-subj': testSubject }) => ({
          label: content,
          href,
          'data-test-subj': testSubject,
        }))}
      />
    </EuiPopover>
  );
}
