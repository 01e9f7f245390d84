import { existsSync, readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { spool } from '../../../../../sidecar/sources/file';

describe('spool', () => {
  it('should keep the bytes in a file that only this user can read, until it is removed', async () => {
    const spooled = await spool(Readable.from([Buffer.from('a\n'), Buffer.from([0xff, 0x0a])]));
    expect(readFileSync(spooled.path)).toEqual(Buffer.from([0x61, 0x0a, 0xff, 0x0a]));
    expect(statSync(spooled.path).mode & 0o077).toBe(0);
    spooled.remove();
    expect(existsSync(spooled.path)).toBe(false);
  });
});
