import type { Random } from '../../random';

export interface NetworkShape {
  /** Different tokens, in and out. */
  tokens: number;
  embedding: number;
  hidden: number;
}

/** A forgetful start learns long gaps slowly (Jozefowicz et al. 2015). */
const FORGET_BIAS = 1;

/** Views of a flat array: the matrices of a network, or their gradients. */
export interface NetworkMatrices {
  /** tokens × embedding. */
  embedding: Float64Array;
  /** embedding × 4 hidden: gates in the order input, forget, output, candidate. */
  fromInput: Float64Array;
  /** hidden × 4 hidden. */
  fromHidden: Float64Array;
  /** 4 hidden. */
  gateBias: Float64Array;
  /** hidden × tokens. */
  out: Float64Array;
  /** tokens. */
  outBias: Float64Array;
}

function sizesOf({ tokens, embedding, hidden }: NetworkShape): number[] {
  const gates = 4 * hidden;
  return [tokens * embedding, embedding * gates, hidden * gates, gates, hidden * tokens, tokens];
}

/** Numbers that a network of this shape has. */
export const parameterCount = (shape: NetworkShape): number =>
  sizesOf(shape).reduce((sum, size) => sum + size, 0);

export function matricesOf(shape: NetworkShape, flat: Float64Array): NetworkMatrices {
  let at = 0;
  const [embedding, fromInput, fromHidden, gateBias, out, outBias] = sizesOf(shape).map((size) =>
    flat.subarray(at, (at += size)),
  );
  return { embedding, fromInput, fromHidden, gateBias, out, outBias };
}

/** Uniform in ±1/√(numbers that come in), biases 0 but for the forget gates. */
export function initialParameters(shape: NetworkShape, random: Random): Float64Array {
  const flat = new Float64Array(parameterCount(shape));
  const { embedding, fromInput, fromHidden, gateBias, out } = matricesOf(shape, flat);
  const spread = (values: Float64Array, inputs: number) => {
    for (let i = 0; i < values.length; i++)
      values[i] = (2 * random.uniform() - 1) / Math.sqrt(inputs);
  };
  spread(embedding, 1);
  spread(fromInput, shape.embedding);
  spread(fromHidden, shape.hidden);
  spread(out, shape.hidden);
  gateBias.fill(FORGET_BIAS, shape.hidden, 2 * shape.hidden);
  return flat;
}
