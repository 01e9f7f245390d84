import type { CoreStart, MountPoint } from '@kbn/core/public';
import type { ReactNode } from 'react';
import ReactDOM from 'react-dom';
import { Theme } from '../components/theme';

/** Content for places outside the app's own tree, such as toasts. */
export function mountPointOf(core: CoreStart, content: ReactNode): MountPoint {
  const { Context: I18nContext } = core.i18n;
  return (element) => {
    ReactDOM.render(
      <I18nContext>
        <Theme theme$={core.theme.theme$}>{content}</Theme>
      </I18nContext>,
      element,
    );
    return () => {
      ReactDOM.unmountComponentAtNode(element);
    };
  };
}
