import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { typeToPathMap } from '@elastic/eui/test-env/components/icon/icon_map';

const PUBLIC = path.join(__dirname, '../../../public');
/** Icons by name, as components and as values take them. */
const NAMED =
  /(?:iconType|icon)(?:=|: )["']([A-Za-z]+)["']|<EuiIcon\s[^>]*?type="([A-Za-z]+)"|euiIconType: '([A-Za-z]+)'/g;

const files = readdirSync(PUBLIC, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.tsx?$/.test(name),
);

describe('the icons that the app names', () => {
  const used = files.flatMap((file) =>
    [...readFileSync(path.join(PUBLIC, file), 'utf8').matchAll(NAMED)].map(([, ...names]) => ({
      file,
      name: names.find((name) => name !== undefined) ?? '',
    })),
  );

  it('should be those that EUI has: another one is an empty square', () => {
    expect(used.length).toBeGreaterThan(40);
    expect(used.filter(({ name }) => !(name in typeToPathMap))).toEqual([]);
  });
});
