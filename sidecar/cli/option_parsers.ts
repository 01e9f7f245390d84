import { InvalidArgumentError } from 'commander';

/** Parsers for commander's options: what they refuse ends with exit status 2 and their sentence. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`Give a whole number ${range(min, max)}.`);
    }
    return value;
  };
}

export function decimalNumber(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < min || value > max) {
      throw new InvalidArgumentError(`Give a number ${range(min, max)}.`);
    }
    return value;
  };
}

export function isoTime(text: string): string {
  // A year first, so that "5" or "Jan" is not taken for a time.
  if (!/^\d{4}-\d\d/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('Give an ISO time such as 2026-01-05 or 2026-01-05T08:00:00Z.');
  }
  return new Date(text).toISOString();
}

export function intervalText(text: string): string {
  if (!/^[1-9]\d{0,5}[mhd]$/.test(text)) {
    throw new InvalidArgumentError('Give a number and m, h or d, such as 5m.');
  }
  return text;
}

export function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('Give an address such as http://127.0.0.1:8585.');
  }
  return text.replace(/\/+$/, '');
}

/** The same rule as for names of models over the API. */
export function modelName(text: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text)) {
    throw new InvalidArgumentError(
      'Give letters, digits, ".", "_" and "-", at most 100, a letter or digit first.',
    );
  }
  return text;
}

/** Gathers `--detector a --detector b` and `--detector a,b`. */
export function gather(text: string, previous: string[] | undefined): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...(previous ?? []), ...names];
}

function range(min: number, max: number): string {
  return max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
}
