import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'logstash/README.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The name by which the heading of a page can be linked to. */
function anchorOf(heading: string): string {
  return heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^#+ /.test(line))
    .map(anchorOf);
}

function brokenLinks(page: string): string[] {
  const file = path.join(ROOT, page);
  const targets = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [name, anchor] = target.split('#');
    const linked = name === '' ? file : path.join(path.dirname(file), name);
    if (!existsSync(linked)) return true;
    return anchor !== undefined && !anchorsOf(linked).includes(anchor);
  });
}

describe('the documentation', () => {
  it.each(PAGES)('should lead somewhere with each link of %s', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('should list each of its pages in docs/README.md', () => {
    const index = readFileSync(path.join(ROOT, 'docs/README.md'), 'utf8');
    const missing = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
      .map((page) => page.replace('docs/', ''))
      .filter((name) => !index.includes(`](${name}`));
    expect(missing).toEqual([]);
  });
});
