import type * as Changelog from '../../../../dev/release/changelog.mjs' with {
  'resolution-mode': 'import',
};

const KEPT = `# Changelog

## 0.2.0 (unreleased)

- Finds more.

## 0.1.0 (2026-01-01)

- Finds something.
`;
const RELEASED = KEPT.replace('(unreleased)', '(2026-02-01)');
const release = { version: '0.2.0', date: '2026-02-01', subjects: ['Find more', 'Say why'] };

describe('the entry of a release', () => {
  let changelog: typeof Changelog;

  beforeAll(async () => {
    changelog = await import('../../../../dev/release/changelog.mjs');
  });

  it('should be what was kept by hand, dated', () => {
    expect(changelog.closeEntry(KEPT, release)).toBe(RELEASED);
    expect(changelog.entryOf(RELEASED, '0.2.0')).toBe('- Finds more.');
    expect(changelog.entryOf(RELEASED, '0.1.0')).toBe('- Finds something.');
  });

  it('should take the version of the release where the next one was thought to be smaller', () => {
    const text = changelog.closeEntry(KEPT, { ...release, version: '1.0.0' });
    expect(changelog.entryOf(text, '1.0.0')).toBe('- Finds more.');
    expect(text).not.toContain('0.2.0');
  });

  it('should be made of the commits where nobody kept one', () => {
    const text = changelog.closeEntry(RELEASED, { ...release, version: '0.3.0' });
    expect(changelog.entryOf(text, '0.3.0')).toBe('- Find more.\n- Say why.');
    expect(changelog.entryOf(text, '0.2.0')).toBe('- Finds more.');
  });

  it('should stay as it was where it was dated before', () => {
    expect(changelog.closeEntry(RELEASED, { ...release, date: '2026-03-01' })).toBe(RELEASED);
  });

  it('should not be empty', () => {
    const empty = KEPT.replace('- Finds more.\n', '');
    expect(() => changelog.closeEntry(empty, release)).toThrow('says nothing under "0.2.0');
    expect(() =>
      changelog.closeEntry(RELEASED, { ...release, version: '0.3.0', subjects: [] }),
    ).toThrow('Nothing was committed');
  });

  it('should not be found for a version that only looks alike', () => {
    expect(changelog.entryOf('## 0x2.0 (2026-02-01)\n\n- Other.\n', '0.2.0')).toBeNull();
  });
});
