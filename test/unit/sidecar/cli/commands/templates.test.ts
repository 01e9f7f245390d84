import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAnomalies } from '../run_cli';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-templates-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('anomalies templates', () => {
  const lines = Array.from({ length: 700 }, (_, i) =>
    i % 2 === 0
      ? `2026-01-05 10:00:${String(i % 60).padStart(2, '0')} INFO job ${i} done in ${i * 7} ms`
      : `2026-01-05 10:00:${String(i % 60).padStart(2, '0')} WARN queue is at ${i} entries`,
  );

  it('should print one object a line, in order, with --ndjson', async () => {
    const stdin = `${lines.join('\n')}\n`;
    const { status, stdout } = await runAnomalies(['templates', '--ndjson', '-'], { cwd, stdin });
    expect(status).toBe(0);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map((row) => row.line)).toEqual(lines.map((_, i) => i + 1));
    expect(Object.keys(rows[0])).toEqual(['line', 'template', 'text']);
    const ids = rows.map((row) => row.template);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id, i) => id === ids[i % 2])).toBe(true);
    expect(rows[0].text).toMatch(/^job <n> done in <n>/);
  });

  it('should print a table of templates by count, a source a file', async () => {
    writeFileSync(path.join(cwd, 'a.log'), lines.join('\n'));
    writeFileSync(
      path.join(cwd, 'b.log'),
      'Jan  5 09:03:07 web-01 app[7]: job 8 done in 9 ms\n'.repeat(30),
    );
    const { stdout, stderr } = await runAnomalies(['templates', 'a.log', 'b.log', '--limit', '1'], {
      cwd,
    });
    expect(stdout).toMatch(
      /^lines +share +template +text\n +380 +52\.05 % +\w+ +job <n> done in <n>.*\n$/,
    );
    expect(stderr).toContain('730 lines, 2 templates; --limit shows more than 1.');
  });
});

describe('templates of real logs', () => {
  const data = path.resolve(__dirname, '../../../../../../shared/data/loghub2k/BGL/lines.log');
  const there = existsSync(data);
  (there ? it : it.skip)(
    'should keep the header learned to the end of the file (skipped without ../shared/data)',
    async () => {
      const { stdout } = await runAnomalies(['templates', '--ndjson', data], { cwd });
      const texts = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).text as string);
      expect(texts).toHaveLength(2000);
      expect(texts.filter((text) => text.includes('RAS'))).toEqual([]);
    },
  );
});
