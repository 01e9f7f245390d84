import { Random } from '../../random';
import { Adam } from './adam';
import { initialParameters, type NetworkShape } from './network';
import { SequenceRunner } from './runner';

export interface WeightedSequence {
  tokens: Int32Array;
  /** How many sessions are like that. */
  weight: number;
}

export interface TrainingPlan {
  /** Mini-batches to learn from. */
  updates: number;
  /** Sequences in a mini-batch. */
  batchSize: number;
  /** Learning ends earlier where so many events were learned from. */
  maxEvents: number;
  learningRate: number;
}

const MAX_NORM = 1;
/** The learning rate falls in a straight line to this share of itself. */
const LAST_RATE = 0.05;

/**
 * Learns to foretell the next token, by Adam on mini-batches in random order. Yields the share of the work done
 * after each of them.
 * @returns the parameters, rounded to 32 bits, as they will be stored
 */
export function* trainNetwork(
  shape: NetworkShape,
  sequences: readonly WeightedSequence[],
  plan: TrainingPlan,
  seed: number,
): Generator<number, Float64Array> {
  const random = new Random(seed);
  const parameters = initialParameters(shape, random);
  const adam = new Adam(parameters, MAX_NORM);
  const runner = new SequenceRunner(shape, parameters);
  const gradient = new Float64Array(parameters.length);
  let order: WeightedSequence[] = [];
  let events = 0;
  for (let update = 0; update < plan.updates && events < plan.maxEvents; update++) {
    if (order.length === 0) order = shuffled(sequences, random);
    const chosen = order.splice(-plan.batchSize).sort((a, b) => b.tokens.length - a.tokens.length);
    const done = Math.max(update / plan.updates, events / plan.maxEvents);
    const rate = plan.learningRate * (1 - (1 - LAST_RATE) * done);
    runner.begin(
      chosen.map(({ tokens }) => tokens),
      chosen.map(({ weight }) => weight),
    );
    while (runner.forward()) {
      let weight = 0;
      runner.forEachForetold((sequence) => {
        weight += chosen[sequence].weight;
        events++;
      });
      gradient.fill(0);
      runner.backward(gradient);
      for (let i = 0; i < gradient.length; i++) gradient[i] /= weight;
      adam.step(gradient, rate);
    }
    yield done;
  }
  return parameters.map(Math.fround);
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
