import { createHash } from 'node:crypto';
import { BundleError, decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';

const bytes = encodeBundle(
  'thing',
  { name: 'x', list: [1, 2] },
  { a: Float64Array.of(1.5, -2), b: Uint8Array.of(1, 2, 3), c: new Int32Array(0) },
);

/** The bytes with a changed header and a checksum that fits again: a forged file. */
function withHeader(
  change: (header: { arrays: { length: number }[]; payloadBytes: number }) => void,
) {
  const source = Buffer.from(bytes);
  const headerLength = source.readUInt32LE(12);
  const header = JSON.parse(source.toString('utf8', 16, 16 + headerLength));
  change(header);
  const changed = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.from(source.subarray(0, 16));
  prefix.writeUInt32LE(changed.length, 12);
  const body = Buffer.concat([prefix, changed, source.subarray(16 + headerLength, -32)]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

describe('bundle', () => {
  it('should give back meta data and arrays bit for bit', () => {
    const bundle = decodeBundle(bytes, 'thing');
    expect(bundle.meta).toEqual({ name: 'x', list: [1, 2] });
    expect(bundle.array('a', 'f64')).toEqual(Float64Array.of(1.5, -2));
    expect(bundle.array('b', 'u8', 3)).toEqual(Uint8Array.of(1, 2, 3));
    expect(bundle.array('c', 'i32')).toHaveLength(0);
  });

  it('should write the same bytes for the same content', () => {
    expect(encodeBundle('k', {}, { a: Uint8Array.of(9) })).toEqual(
      encodeBundle('k', {}, { a: Uint8Array.of(9) }),
    );
  });

  it('should refuse a foreign file', () => {
    expect(() => decodeBundle(Buffer.from('PK\u0003\u0004 something else'), 'thing')).toThrow(
      /not a model file/,
    );
    expect(() => decodeBundle(new Uint8Array(0), 'thing')).toThrow(BundleError);
  });

  it('should refuse a file cut at any place', () => {
    for (let length = 8; length < bytes.length; length += 7)
      expect(() => decodeBundle(bytes.subarray(0, length), 'thing')).toThrow(/truncated/);
  });

  it('should refuse a file with one changed byte', () => {
    for (let at = 16; at < bytes.length; at += 11) {
      const changed = Uint8Array.from(bytes);
      changed[at] ^= 1;
      expect(() => decodeBundle(changed, 'thing')).toThrow(BundleError);
    }
  });

  it('should refuse a newer format and another kind by name', () => {
    const newer = Buffer.from(bytes);
    newer.writeUInt32LE(99, 8);
    expect(() => decodeBundle(newer, 'thing')).toThrow(/format 99/);
    expect(() => decodeBundle(bytes, 'other')).toThrow(/"thing" bundle, not a "other"/);
  });

  it('should check the declared sizes before it allocates', () => {
    const huge = withHeader((header) => {
      header.arrays[0].length = 2 ** 40;
    });
    expect(() => decodeBundle(huge, 'thing')).toThrow(/do not fit/);
    const negative = withHeader((header) => {
      header.arrays[0].length = -1;
    });
    expect(() => decodeBundle(negative, 'thing')).toThrow(/impossible length/);
    const short = withHeader((header) => {
      header.arrays[0].length += 8;
      header.payloadBytes += 64;
    });
    expect(() => decodeBundle(short, 'thing')).toThrow(/shorter than/);
  });

  it('should say which array is missing or of another type', () => {
    const bundle = decodeBundle(bytes, 'thing');
    expect(() => bundle.array('nope', 'u8')).toThrow(/"nope"/);
    expect(() => bundle.array('a', 'f32')).toThrow(/type f32/);
    expect(() => bundle.array('b', 'u8', 4)).toThrow(/3 entries, not 4/);
  });
});
