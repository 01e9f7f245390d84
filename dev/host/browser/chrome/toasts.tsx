import { EuiGlobalToastList } from '@elastic/eui';
import type { MountPoint } from '@kbn/core/public';
import { useEffect, useRef } from 'react';
import { toasts, toasts$ } from '../core/toasts';
import { useObservable } from '../../../../public/hooks/use_observable';

const LIFE_TIME_MS = 10_000;

function Mounted({ mount }: { mount: MountPoint }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => mount(element.current as HTMLElement), [mount]);
  return <div ref={element} />;
}

const contentOf = (content: string | MountPoint | undefined) =>
  typeof content === 'function' ? <Mounted mount={content} /> : content;

export function Toasts() {
  const shown = useObservable(toasts$, toasts$.getValue());
  return (
    <EuiGlobalToastList
      toasts={shown.map(({ id, title, text, ...rest }) => ({
        ...rest,
        id,
        title: contentOf(title),
        text: <>{contentOf(text)}</>,
      }))}
      dismissToast={({ id }) => toasts.remove(id)}
      toastLifeTimeMs={LIFE_TIME_MS}
    />
  );
}
