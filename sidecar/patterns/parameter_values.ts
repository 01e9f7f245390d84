import type { PatternParameter } from '../../common/api/patterns/schema';
import { parameterName } from '../pipeline/explain/parameter_name';
import { parameterGroup } from '../pipeline/features/parameter_slots';
import type { TemplateModel } from '../pipeline/templates';

const MAX_VALUES = 10;
const MAX_VALUE_CHARS = 300;

/** A line as its pattern is found: the raw line and its source. */
export interface SourceText {
  raw: string;
  source: string;
}

class Tally {
  private readonly counts = new Map<string, number>();
  total = 0;

  add(text: string): void {
    this.counts.set(text, (this.counts.get(text) ?? 0) + 1);
    this.total++;
  }

  get distinct(): number {
    return this.counts.size;
  }

  /** In falling order; the same for the same lines. */
  top(size: number): [string, number][] {
    return [...this.counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, size);
  }
}

interface Slot {
  names: Tally;
  kinds: Tally;
  values: Tally;
  /** Sum of the places at which it stood, for the order of the slots. */
  places: number;
}

export interface ParameterValues {
  /** Places of the lines that are of the pattern. */
  matching: number[];
  parameters: PatternParameter[];
}

/**
 * What stands in the lines where the pattern leaves them open. Values are told apart as detectors do it: by their kind
 * and which of its kind they are, so that an optional word does not shift those behind it.
 */
export function parameterValues(
  templates: Pick<TemplateModel, 'match' | 'params' | 'indexOf' | 'id'>,
  templateId: string,
  lines: readonly (SourceText | null)[],
): ParameterValues {
  const slots = new Map<string, Slot>();
  const matching: number[] = [];
  lines.forEach((line, place) => {
    if (!line) return;
    const template = templates.match(line.raw, line.source);
    // By an id of an earlier model, too.
    if (templates.id(template) !== templateId && templates.indexOf(templateId) !== template) return;
    matching.push(place);
    const ordinals = new Map<number, number>();
    templates.params(line.raw, template, line.source).forEach((param, position) => {
      const group = parameterGroup(param.kind);
      const ordinal = ordinals.get(group) ?? 0;
      ordinals.set(group, ordinal + 1);
      const slot = slotOf(slots, `${group}:${ordinal}`);
      slot.names.add(parameterName(line.raw, param));
      slot.kinds.add(param.kind);
      slot.values.add(param.text.slice(0, MAX_VALUE_CHARS));
      slot.places += position;
    });
  });
  const ordered = [...slots.values()].sort(
    (a, b) => a.places / a.values.total - b.places / b.values.total,
  );
  return { matching, parameters: ordered.map(parameterOf) };
}

function slotOf(slots: Map<string, Slot>, key: string): Slot {
  let slot = slots.get(key);
  if (!slot) {
    slot = { names: new Tally(), kinds: new Tally(), values: new Tally(), places: 0 };
    slots.set(key, slot);
  }
  return slot;
}

function parameterOf({ names, kinds, values }: Slot): PatternParameter {
  return {
    name: names.top(1)[0][0],
    kind: kinds.top(1)[0][0],
    lines: values.total,
    distinct: values.distinct,
    values: values.top(MAX_VALUES).map(([text, lines]) => ({ text, lines })),
  };
}
