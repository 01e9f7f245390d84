import rison from 'rison-node';

export const encode = (value: unknown): string => rison.encode(value);

export function safeDecode(text: string): unknown {
  try {
    return rison.decode(text);
  } catch {
    return null;
  }
}
