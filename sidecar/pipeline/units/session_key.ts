import { BundleError } from '../bundle';
import type { LogEvent } from '../parse/log_event';

/**
 * How lines are told to belong together: by an identifier in the line. A family is what stands before it and what
 * it looks like: `blk_` and a number, `instance: ` and a UUID, `trace_id` and a value.
 */
export type KeyKind = 'number' | 'uuid' | 'hex' | 'value';

export interface SessionKeyFamily {
  /** What stands right before the identifier; of a `value`, the name it is given under. */
  label: string;
  kind: KeyKind;
}

const NUMBER = '-?\\d{4,}';
const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const HEX = '[0-9a-fA-F]{16,64}';
/** Bounded: a value is no text. */
const VALUE = '[\\w.:-]{4,80}';

/** Names under which programs say which request, session or trace a line belongs to. */
const ID_NAME =
  '[A-Za-z_.-]{0,40}(?:[Tt]race|[Rr]equest|[Ss]ession|[Tt]ransaction|[Tt]xn|[Cc]orrelation|[Oo]rder|[Jj]ob|[Tt]ask|[Bb]lock)[_.-]?[Ii][Dd]';

/** Every identifier of a line, with what stands before it. Bounded quantifiers only: no line can make it slow. */
const CANDIDATES = new RegExp(
  [
    `(?<![\\w-])(?<uuidLabel>[A-Za-z_]{1,30}[-_:=]? ?)?(?<uuid>${UUID})(?![\\w-])`,
    `(?<![\\w.-])(?<name>${ID_NAME})"? ?[=:] ?"?(?<value>${VALUE})`,
    `(?<![\\w-])(?<numberLabel>[A-Za-z]{2,30}[-_])(?<number>${NUMBER})(?![\\w.])`,
    `(?<![\\w-])(?<hexLabel>[A-Za-z_]{1,30}[-_:=] ?)?(?<hex>(?=[0-9a-fA-F]{0,63}[a-fA-F])${HEX})(?![\\w-])`,
  ].join('|'),
  'g',
);
/** Identifiers of a line that are looked at, and the characters they are looked for in. */
const MAX_CANDIDATES = 8;
const MAX_CHARS = 2_000;

export interface FoundKey {
  family: SessionKeyFamily;
  value: string;
}

/** What identifiers are looked for in: those beside the message first, then the head of the line. */
function textWithIdentifiers({ raw, identifiers }: Pick<LogEvent, 'raw' | 'identifiers'>): string {
  const head = raw.length > MAX_CHARS ? raw.slice(0, MAX_CHARS) : raw;
  return identifiers ? `${identifiers} ${head}` : head;
}

/** The identifiers of a line, in order. */
export function identifiersIn(event: Pick<LogEvent, 'raw' | 'identifiers'>): FoundKey[] {
  const found: FoundKey[] = [];
  const text = textWithIdentifiers(event);
  for (const { groups = {} } of text.matchAll(CANDIDATES)) {
    if (groups.uuid) found.push(key(groups.uuidLabel ?? '', 'uuid', groups.uuid));
    else if (groups.value) found.push(key(groups.name, 'value', groups.value));
    else if (groups.number) found.push(key(groups.numberLabel, 'number', groups.number));
    else found.push(key(groups.hexLabel ?? '', 'hex', groups.hex));
    if (found.length === MAX_CANDIDATES) break;
  }
  return found;
}

const key = (label: string, kind: KeyKind, value: string): FoundKey => ({
  family: { label, kind },
  value,
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const PATTERN_OF_KIND: Record<KeyKind, (label: string) => string> = {
  number: (label) => `(?<![\\w-])${label}(${NUMBER})(?![\\w.])`,
  uuid: (label) => `(?<![\\w-])${label}(${UUID})(?![\\w-])`,
  hex: (label) => `(?<![\\w-])${label}(${HEX})(?![\\w-])`,
  value: (label) => `(?<![\\w.-])${label}"? ?[=:] ?"?(${VALUE})`,
};

/** Finds the session of a line. */
export class SessionKey {
  private readonly pattern: RegExp;

  constructor(readonly family: SessionKeyFamily) {
    this.pattern = new RegExp(PATTERN_OF_KIND[family.kind](escaped(family.label)));
  }

  /** The first identifier of the family in the line; '' where it has none. */
  of(event: Pick<LogEvent, 'raw' | 'identifiers'>): string {
    const match = this.pattern.exec(textWithIdentifiers(event));
    if (!match) return '';
    return this.family.kind === 'value' ? match[1] : this.family.label.trimEnd() + match[1];
  }

  /** In words: "blk_<number>", "trace_id=<value>". */
  get name(): string {
    return nameOf(this.family);
  }

  toJSON(): SessionKeyFamily {
    return this.family;
  }

  /** @throws BundleError */
  static fromJSON(family: SessionKeyFamily): SessionKey {
    if (!Object.hasOwn(PATTERN_OF_KIND, family.kind) || typeof family.label !== 'string')
      throw new BundleError('the session key is of an unknown kind');
    return new SessionKey({ label: family.label.slice(0, 80), kind: family.kind });
  }
}

export function nameOf({ label, kind }: SessionKeyFamily): string {
  return kind === 'value' ? `${label}=<value>` : `${label.trimEnd()}<${kind}>`;
}

/**
 * Reads what a user writes: the name of a family as it is shown (`blk_<number>`, `trace_id=<value>`).
 * @throws RangeError that says how it is written
 */
export function parseSessionKey(text: string): SessionKey {
  const match = /^(.{0,80}?)(=?)<(number|uuid|hex|value)>$/.exec(text);
  const kind = match?.[3] as KeyKind | undefined;
  if (
    !match ||
    !kind ||
    (kind === 'value') !== (match[2] === '=') ||
    (kind === 'value' && !match[1])
  )
    throw new RangeError(
      `"${text}" is no session key; write what stands before the identifier and what it is, such as blk_<number>, ` +
        'req-<uuid>, <hex> or trace_id=<value>.',
    );
  return new SessionKey({ label: match[1], kind });
}
