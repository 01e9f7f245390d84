import { typeToPathMap } from '@elastic/eui/es/components/icon/icon_map';
import { appendIconComponentCache } from '@elastic/eui/es/components/icon/icon';
import { icons } from 'virtual:eui-icons';

/** Makes every icon of EUI known at once, so that none is fetched and nothing flickers. */
export function provideIcons(): void {
  appendIconComponentCache(
    Object.fromEntries(Object.entries(typeToPathMap).map(([type, file]) => [type, icons[file]])),
  );
}
