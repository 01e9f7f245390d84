/**
 * The part of Kibana 8.12's browser core that this plugin uses. Kibana's own types are on no
 * registry; the standalone host implements exactly these contracts.
 */
declare module '@kbn/core/public' {
  import type { ComponentType, ReactNode } from 'react';
  import type { Observable } from 'rxjs';
  import type { History } from 'history';

  export interface CoreTheme {
    readonly darkMode: boolean;
  }

  export interface ThemeServiceStart {
    theme$: Observable<CoreTheme>;
  }

  export type UnmountCallback = () => void;
  export type MountPoint<T extends HTMLElement = HTMLElement> = (element: T) => UnmountCallback;

  export interface ScopedHistory<State = unknown> extends History<State> {
    createSubHistory(basePath: string): ScopedHistory<State>;
  }

  export interface AppMountParameters {
    element: HTMLElement;
    history: ScopedHistory;
    appBasePath: string;
    /** Puts controls at the right of the header's second bar; undefined takes them away. */
    setHeaderActionMenu(menuMount: MountPoint | undefined): void;
    theme$: Observable<CoreTheme>;
  }

  export interface AppCategory {
    id: string;
    label: string;
    ariaLabel?: string;
    order?: number;
    euiIconType?: string;
  }

  export interface AppDeepLink {
    id: string;
    title: string;
    path: string;
    keywords?: string[];
  }

  export interface App {
    id: string;
    title: string;
    category?: AppCategory;
    order?: number;
    euiIconType?: string;
    keywords?: string[];
    deepLinks?: AppDeepLink[];
    mount(params: AppMountParameters): Promise<() => void>;
  }

  export type Capabilities = Record<string, Record<string, boolean | Record<string, boolean>>>;

  export interface ApplicationSetup {
    register(app: App): void;
  }

  export interface ApplicationStart {
    capabilities: Capabilities;
    getUrlForApp(appId: string, options?: { path?: string; absolute?: boolean }): string;
    navigateToApp(appId: string, options?: { path?: string; replace?: boolean }): Promise<void>;
    navigateToUrl(url: string): Promise<void>;
  }

  export interface ChromeBreadcrumb {
    text: ReactNode;
    href?: string;
    onClick?: (event: React.MouseEvent) => void;
  }

  export interface ChromeHelpExtension {
    appName: string;
    links?: {
      linkType: 'custom';
      content: ReactNode;
      href: string;
      'data-test-subj'?: string;
    }[];
  }

  export interface ChromeStart {
    setHelpExtension(extension: ChromeHelpExtension | undefined): void;
    setBreadcrumbs(breadcrumbs: ChromeBreadcrumb[]): void;
    docTitle: { change(title: string | string[]): void; reset(): void };
  }

  export interface HttpFetchOptions {
    query?: Record<string, string | number | boolean | undefined>;
    body?: string;
    headers?: Record<string, string>;
    signal?: AbortSignal;
  }

  /** What a failed call rejects with. */
  export interface IHttpFetchError<Body = unknown> extends Error {
    readonly response?: Response;
    readonly body?: Body;
  }

  export interface HttpResponse<Body = unknown> {
    readonly response?: Readonly<Response>;
    readonly body?: Body;
  }

  export interface HttpHandler {
    /** With `rawResponse`, the body is left to the caller to read. */
    <T>(
      path: string,
      options: HttpFetchOptions & { asResponse: true; rawResponse?: boolean },
    ): Promise<HttpResponse<T>>;
    <T>(path: string, options?: HttpFetchOptions): Promise<T>;
  }

  export interface HttpSetup {
    basePath: { prepend(path: string): string };
    get: HttpHandler;
    post: HttpHandler;
    delete: HttpHandler;
  }

  export interface ToastInput {
    title?: string | MountPoint;
    text?: string | MountPoint;
    iconType?: string;
    toastLifeTimeMs?: number;
    'data-test-subj'?: string;
  }

  export interface Toast extends ToastInput {
    id: string;
  }

  export interface ToastsStart {
    addSuccess(toast: ToastInput | string): Toast;
    addWarning(toast: ToastInput | string): Toast;
    addDanger(toast: ToastInput | string): Toast;
    remove(toast: Toast | string): void;
  }

  export interface OverlayRef {
    /** Resolves when it was closed, by whomever. */
    onClose: Promise<void>;
    close(): Promise<void>;
  }

  export interface OverlayStart {
    openFlyout(
      mount: MountPoint,
      options?: {
        size?: 's' | 'm' | 'l';
        ownFocus?: boolean;
        'aria-labelledby'?: string;
        'data-test-subj'?: string;
      },
    ): OverlayRef;
  }

  export interface IUiSettingsClient {
    get<T = unknown>(key: string, defaultOverride?: T): T;
  }

  export interface I18nStart {
    Context: ComponentType<{ children: ReactNode }>;
  }

  export interface CoreStart {
    application: ApplicationStart;
    chrome: ChromeStart;
    http: HttpSetup;
    notifications: { toasts: ToastsStart };
    uiSettings: IUiSettingsClient;
    overlays: OverlayStart;
    theme: ThemeServiceStart;
    i18n: I18nStart;
  }

  export interface CoreSetup<PluginsStart = object> {
    application: ApplicationSetup;
    getStartServices(): Promise<[CoreStart, PluginsStart, unknown]>;
  }

  export interface Plugin<PluginsSetup = object, PluginsStart = object> {
    setup(core: CoreSetup<PluginsStart>, plugins: PluginsSetup): void;
    start(core: CoreStart, plugins: PluginsStart): void;
    stop?(): void;
  }
}
