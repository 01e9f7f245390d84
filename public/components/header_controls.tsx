import type { AppMountParameters } from '@kbn/core/public';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { TimePicker } from './time_picker';

/** Puts the time picker into Kibana's header, to the right of the breadcrumbs. */
export function HeaderControls({
  setHeaderActionMenu,
}: Pick<AppMountParameters, 'setHeaderActionMenu'>) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    setHeaderActionMenu((place) => {
      setElement(place);
      return () => setElement(null);
    });
  }, [setHeaderActionMenu]);
  return element && createPortal(<TimePicker />, element);
}
