import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { BundleError } from './bundle_error';

/**
 * A bundle is data only, so nothing can run when one is loaded:
 *
 *     8 bytes   magic "ANOMALY\n"
 *     u32       format version        (little endian)
 *     u32       length of the header
 *     header    JSON: { kind, payloadBytes, arrays: [{ name, type, length }], meta }
 *     payload   the arrays one after the other, each padded to 8 bytes, deflated
 *     32 bytes  SHA-256 of all before it
 */
const MAGIC = Buffer.from('ANOMALY\n', 'latin1');
const FORMAT_VERSION = 1;
const PREFIX_BYTES = MAGIC.length + 8;
const CHECKSUM_BYTES = 32;
const MAX_HEADER_BYTES = 64 * 2 ** 20;
const MAX_PAYLOAD_BYTES = 1024 * 2 ** 20;

const ARRAY_TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type ArrayTypeName = keyof typeof ARRAY_TYPES;
interface ArrayOfType {
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
  i32: Int32Array;
  f32: Float32Array;
  f64: Float64Array;
}
export type BundleArray = ArrayOfType[ArrayTypeName];

interface ArrayEntry {
  name: string;
  type: ArrayTypeName;
  length: number;
}

interface Header {
  kind: string;
  payloadBytes: number;
  arrays: ArrayEntry[];
  meta: unknown;
}

function typeNameOf(array: BundleArray): ArrayTypeName {
  for (const name of Object.keys(ARRAY_TYPES) as ArrayTypeName[])
    if (array instanceof ARRAY_TYPES[name]) return name;
  throw new TypeError('a bundle holds typed arrays only');
}

const padded = (bytes: number) => (bytes + 7) & ~7;

/**
 * Writes a bundle.
 * @param kind what it is ("pipeline", "detector:rarity"); a reader asks for it by this name
 * @param meta anything that JSON can hold
 */
export function encodeBundle(
  kind: string,
  meta: unknown,
  arrays: Record<string, BundleArray>,
): Uint8Array {
  const entries: ArrayEntry[] = [];
  let payloadBytes = 0;
  for (const [name, array] of Object.entries(arrays)) {
    entries.push({ name, type: typeNameOf(array), length: array.length });
    payloadBytes += padded(array.byteLength);
  }
  const payload = Buffer.alloc(payloadBytes);
  let offset = 0;
  for (const array of Object.values(arrays)) {
    payload.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += padded(array.byteLength);
  }
  const header = Buffer.from(
    JSON.stringify({ kind, payloadBytes, arrays: entries, meta } satisfies Header),
  );
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32LE(FORMAT_VERSION, 0);
  prefix.writeUInt32LE(header.length, 4);
  const body = Buffer.concat([MAGIC, prefix, header, deflateSync(payload, { level: 3 })]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** A bundle that was read and checked: its meta data and its arrays by name. */
export class Bundle {
  constructor(
    readonly kind: string,
    readonly meta: unknown,
    private readonly arrays: Map<string, BundleArray>,
  ) {}

  has(name: string): boolean {
    return this.arrays.has(name);
  }

  /** @throws BundleError where the array is missing, of another type or of another length */
  array<T extends ArrayTypeName>(name: string, type: T, length?: number): ArrayOfType[T] {
    const array = this.arrays.get(name);
    if (!array || !(array instanceof ARRAY_TYPES[type]))
      throw new BundleError(`the ${this.kind} bundle has no array "${name}" of type ${type}`);
    if (length !== undefined && array.length !== length)
      throw new BundleError(
        `array "${name}" of the ${this.kind} bundle has ${array.length} entries, not ${length}`,
      );
    return array as ArrayOfType[T];
  }
}

function readHeader(bytes: Buffer): { header: Header; payloadStart: number } {
  const headerLength = bytes.readUInt32LE(MAGIC.length + 4);
  const payloadStart = PREFIX_BYTES + headerLength;
  if (headerLength > MAX_HEADER_BYTES || payloadStart > bytes.length - CHECKSUM_BYTES)
    throw new BundleError('the file is truncated: its header is longer than the file');
  let header: Header;
  try {
    header = JSON.parse(bytes.toString('utf8', PREFIX_BYTES, payloadStart)) as Header;
  } catch {
    throw new BundleError('the header is not JSON');
  }
  if (typeof header?.kind !== 'string' || !Array.isArray(header.arrays))
    throw new BundleError('the header does not describe a model');
  return { header, payloadStart };
}

/** Checks that the arrays fit the payload exactly, before a byte is allocated for them. */
function checkBounds(header: Header): void {
  let total = 0;
  for (const entry of header.arrays) {
    if (!Object.hasOwn(ARRAY_TYPES, entry?.type) || typeof entry.name !== 'string')
      throw new BundleError('the header names an array of an unknown type');
    if (!Number.isSafeInteger(entry.length) || entry.length < 0)
      throw new BundleError(`array "${entry.name}" has an impossible length`);
    total += padded(entry.length * ARRAY_TYPES[entry.type].BYTES_PER_ELEMENT);
  }
  if (total !== header.payloadBytes || total > MAX_PAYLOAD_BYTES)
    throw new BundleError('the arrays do not fit the size that the header declares');
}

/**
 * Reads a bundle. Everything is checked before it is used: magic, version, checksum, bounds.
 * @throws BundleError that says what is wrong: foreign, newer, truncated, changed, of another kind
 */
export function decodeBundle(input: Uint8Array, kind: string): Bundle {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length < MAGIC.length || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new BundleError('this is not a model file (its first bytes are foreign)');
  if (bytes.length < PREFIX_BYTES + CHECKSUM_BYTES)
    throw new BundleError(`the file is truncated: ${bytes.length} bytes`);
  const version = bytes.readUInt32LE(MAGIC.length);
  if (version > FORMAT_VERSION)
    throw new BundleError(
      `the model has format ${version}; this version reads up to ${FORMAT_VERSION}`,
    );
  const end = bytes.length - CHECKSUM_BYTES;
  const checksum = createHash('sha256').update(bytes.subarray(0, end)).digest();
  if (!checksum.equals(bytes.subarray(end)))
    throw new BundleError('the checksum does not match: the file is truncated or was changed');
  const { header, payloadStart } = readHeader(bytes);
  if (header.kind !== kind)
    throw new BundleError(`this is a "${header.kind}" bundle, not a "${kind}" bundle`);
  checkBounds(header);
  return new Bundle(kind, header.meta, inflateArrays(header, bytes.subarray(payloadStart, end)));
}

function inflateArrays(header: Header, deflated: Buffer): Map<string, BundleArray> {
  let payload: Buffer;
  try {
    payload = inflateSync(deflated, { maxOutputLength: Math.max(1, header.payloadBytes) });
  } catch {
    throw new BundleError('the payload cannot be unpacked');
  }
  if (payload.length !== header.payloadBytes)
    throw new BundleError('the payload is shorter than the header declares');
  const arrays = new Map<string, BundleArray>();
  let offset = 0;
  for (const { name, type, length } of header.arrays) {
    const ArrayType = ARRAY_TYPES[type];
    const byteLength = length * ArrayType.BYTES_PER_ELEMENT;
    // A copy of its own: typed arrays need aligned buffers.
    const start = payload.byteOffset + offset;
    arrays.set(name, new ArrayType(payload.buffer.slice(start, start + byteLength) as ArrayBuffer));
    offset += padded(byteLength);
  }
  return arrays;
}
