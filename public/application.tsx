import type { AppMountParameters, CoreStart } from '@kbn/core/public';
import ReactDOM from 'react-dom';
import { App } from './app';
import { createServices, type StartPlugins } from './services/services';

/** Draws the app into the element that Kibana gives; the result takes it away again. */
export function renderApp(
  core: CoreStart,
  plugins: StartPlugins,
  params: AppMountParameters,
): () => void {
  const services = createServices(core, plugins);
  ReactDOM.render(<App services={services} params={params} />, params.element);
  return () => {
    params.setHeaderActionMenu(undefined);
    core.chrome.docTitle.reset();
    ReactDOM.unmountComponentAtNode(params.element);
  };
}
