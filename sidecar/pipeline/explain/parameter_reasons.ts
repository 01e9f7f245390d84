import type { LineStatistics, LineView } from '../features/line_statistics';
import { lengthOfBin, numberOfBin } from '../features/histograms';
import { FEW_VALUES, type ParameterOddity } from '../features/parameter_slots';
import type { Wording } from './line_explainer';
import { parameterName } from './parameter_name';
import { alternatives, count, seen, shortened } from './wording';

const MAX_VALUE_SHOWN = 60;
const MAX_EXAMPLE_SHOWN = 40;
const MAX_TOKEN = 200;

/** Why one parameter of a line is strange. */
export function parameterReason(
  statistics: LineStatistics,
  view: LineView,
  { position, slot, kind }: ParameterOddity,
): Wording {
  const { parameters } = statistics;
  const span = view.spans[position];
  const line = view.event.raw;
  const value = line.slice(span.start, span.end);
  const name = parameterName(line, span);
  const token = value.slice(0, MAX_TOKEN);
  const shown = shortened(value, MAX_VALUE_SHOWN);
  switch (kind) {
    case 'rare_value': {
      const times = parameters.countOf(slot, line, span);
      const different = parameters.valuesOf(slot);
      const usual = parameters.examplesOf(slot).map(({ text }) => text);
      return {
        kind: times === 0 ? 'new_value' : 'rare_value',
        text: `${name} ${shown} ${seen(times, parameters.linesOf(slot))}`,
        typical:
          different <= FEW_VALUES && usual.length > 0
            ? alternatives(usual.map((text) => shortened(text, MAX_VALUE_SHOWN)))
            : `${count(different)} other values`,
        actual: shown,
        token,
      };
    }
    case 'odd_number': {
      const [low, high] = parameters.numberRange(slot).map(numberOfBin);
      const usual = low === high ? count(low) : `${count(low)} to ${count(high)}`;
      return {
        kind: 'unusual_number',
        text: `${name} ${shown} is far off its usual range of ${usual}`,
        typical: usual,
        actual: shown,
        token,
      };
    }
    case 'odd_length': {
      const usual = lengthOfBin(parameters.medianLengthBin(slot));
      return {
        kind: 'unusual_shape',
        text: `${name} of ${count(value.length)} characters, usually ${count(usual)}`,
        typical: `${count(usual)} characters`,
        actual: `${count(value.length)} characters`,
        token,
      };
    }
    case 'odd_shape':
      return {
        kind: 'unusual_shape',
        text: `${name} ${shown} is written unlike the usual ones`,
        typical: alternatives(
          parameters.examplesOf(slot).map(({ text }) => shortened(text, MAX_EXAMPLE_SHOWN)),
        ),
        actual: shown,
        token,
      };
  }
}
