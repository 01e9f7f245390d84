declare module '@elastic/eui/es/components/icon/icon_map' {
  export const typeToPathMap: Record<string, string>;
}

declare module '@elastic/eui/es/components/icon/icon' {
  import type { ComponentType } from 'react';
  export function appendIconComponentCache(icons: Record<string, ComponentType>): void;
}

/** All icons of EUI by file name; see dev/build/host_page.mjs. */
declare module 'virtual:eui-icons' {
  import type { ComponentType } from 'react';
  export const icons: Record<string, ComponentType>;
}

/** The same as CommonJS, for tests. */
declare module '@elastic/eui/test-env/components/icon/icon_map' {
  export const typeToPathMap: Record<string, string>;
}
