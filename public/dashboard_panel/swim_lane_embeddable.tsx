import type { CoreStart } from '@kbn/core/public';
import { Embeddable, type IContainer } from '@kbn/embeddable-plugin/public';
import ReactDOM from 'react-dom';
import { BehaviorSubject } from 'rxjs';
import { createServices, type StartPlugins } from '../services/services';
import type { PanelInput } from './panel_input';
import { PanelRoot } from './panel_root';
import { PANEL_TYPE } from './panel_type';
import type { LoadState } from './panel_view';

/** A panel as Kibana's dashboards of 8.12 know it. */
export class SwimLaneEmbeddable extends Embeddable<PanelInput> {
  readonly type = PANEL_TYPE;
  private readonly refreshes$ = new BehaviorSubject(0);
  private element: HTMLElement | undefined;

  constructor(
    input: PanelInput,
    private readonly core: CoreStart,
    private readonly plugins: StartPlugins,
    parent?: IContainer,
  ) {
    super(input, { editable: true, editableWithExplicitInput: true }, parent);
  }

  override reportsEmbeddableLoad(): boolean {
    return true;
  }

  override render(element: HTMLElement): void {
    super.render(element);
    this.element = element;
    // Where reports look for what to wait for.
    element.setAttribute('data-shared-item', '');
    ReactDOM.render(
      <PanelRoot
        services={createServices(this.core, this.plugins)}
        input$={this.getInput$()}
        firstInput={this.getInput()}
        refreshes$={this.refreshes$}
        onState={this.onState}
      />,
      element,
    );
  }

  override reload(): void {
    this.refreshes$.next(this.refreshes$.value + 1);
  }

  override destroy(): void {
    super.destroy();
    if (this.element) ReactDOM.unmountComponentAtNode(this.element);
  }

  private readonly onState = (state: LoadState): void => {
    if (state === 'loading') this.renderComplete.dispatchInProgress();
    if (state === 'done') this.renderComplete.dispatchComplete();
    if (state === 'failed') this.renderComplete.dispatchError();
    this.updateOutput({ loading: state === 'loading', rendered: state !== 'loading' });
  };
}
