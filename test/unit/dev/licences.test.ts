import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');

/** Licences under which what the sidecar runs with may be passed on beside Apache-2.0. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'];

/** Looked at one by one. */
const EXCEPTIONS: Record<string, string> = {
  // File-level copyleft: its files stay as they are, and are not made part of others.
  '@resvg/resvg-js': 'MPL-2.0',
  // The fonts of Bitstream Vera and DejaVu: free to pass on, not to sell by themselves.
  'dejavu-fonts-ttf': 'SEE LICENSE IN README.md AND LICENSE',
};

interface Lock {
  packages: Record<string, { dev?: boolean; license?: string; link?: boolean }>;
}

describe('the licences of what the product runs with', () => {
  const { packages } = JSON.parse(
    readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'),
  ) as Lock;
  const shipped = Object.entries(packages).filter(([at, { dev }]) => at !== '' && !dev);

  it('should all be on the list', () => {
    const refused = shipped.flatMap(([at, { license = 'none' }]) => {
      const name = at.replace(/^.*node_modules\//, '');
      const base = name.replace(/^(@resvg\/resvg-js)-.*$/, '$1');
      return ALLOWED.includes(license) || EXCEPTIONS[base] === license
        ? []
        : [`${name}: ${license}`];
    });
    expect(shipped.length).toBeGreaterThan(100);
    expect(refused).toEqual([]);
  });

  it('should be those that the installed packages name', () => {
    const installed = shipped.flatMap(([at, { license }]) => {
      try {
        const file = readFileSync(path.join(ROOT, at, 'package.json'), 'utf8');
        return [[at, (JSON.parse(file) as { license?: string }).license, license]];
      } catch {
        // For another system, such as the other builds of resvg.
        return [];
      }
    });
    expect(installed.length).toBeGreaterThan(100);
    for (const [at, found, locked] of installed) expect([at, found]).toEqual([at, locked]);
  });
});
