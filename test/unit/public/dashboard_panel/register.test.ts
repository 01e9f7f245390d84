import type { CoreSetup } from '@kbn/core/public';
import type { EmbeddableFactoryDefinition } from '@kbn/embeddable-plugin/public';
import { PANEL_TYPE } from '../../../../public/dashboard_panel/panel_type';
import { registerDashboardPanel } from '../../../../public/dashboard_panel/register';

// Kibana gives this module to the app; the host's stand-in uses the very library that Kibana does.
jest.mock(
  '@kbn/i18n',
  () => jest.requireActual('../../../../dev/host/browser/shared_deps/kbn_i18n'),
  { virtual: true },
);

const coreWith = (capabilities: object): CoreSetup =>
  ({
    application: { register() {} },
    getStartServices: async () => [{ application: { capabilities } }, {}, {}],
  }) as unknown as CoreSetup;

describe('the panel in the menu of dashboards', () => {
  it('should be left out where Kibana takes no panels as classes', () => {
    expect(() => registerDashboardPanel({}, coreWith({}))).not.toThrow();
  });

  it.each([
    [{ anomalies: { show: true } }, true],
    // Without Kibana's feature controls there is nothing to forbid anything.
    [{}, true],
    [{ anomalies: { show: false } }, false],
  ])('should be offered with %j: %s', async (capabilities, isOffered) => {
    const registered = new Map<string, EmbeddableFactoryDefinition<never>>();
    registerDashboardPanel(
      { registerEmbeddableFactory: (type, factory) => void registered.set(type, factory as never) },
      coreWith(capabilities),
    );
    const factory = registered.get(PANEL_TYPE);
    expect(factory?.type).toBe(PANEL_TYPE);
    expect(await factory?.isEditable()).toBe(isOffered);
  });
});
