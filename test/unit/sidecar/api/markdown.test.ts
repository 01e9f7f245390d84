import { readFileSync } from 'node:fs';
import path from 'node:path';
import { apiMarkdown } from '../../../../sidecar/api/markdown';

describe('apiMarkdown', () => {
  it('should be what docs/api.md says', () => {
    const file = path.join(__dirname, '../../../../docs/api.md');
    // Where this fails: npx tsx sidecar/api/markdown.ts > docs/api.md
    expect(apiMarkdown()).toBe(readFileSync(file, 'utf8'));
  });
});
