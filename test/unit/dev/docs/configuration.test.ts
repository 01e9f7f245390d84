import { readFileSync } from 'node:fs';
import path from 'node:path';
import { configurationPage } from '../../../../dev/docs/configuration';

const squeezed = (text: string) => text.replace(/[ -]+/g, ' ');

describe('docs/configuration.md', () => {
  it('should say what the schema says; npm run docs writes it anew', () => {
    const page = readFileSync(path.join(__dirname, '../../../../docs/configuration.md'), 'utf8');
    // Prettier pads the table; padding says nothing.
    expect(squeezed(page)).toBe(squeezed(configurationPage()));
  });
});
