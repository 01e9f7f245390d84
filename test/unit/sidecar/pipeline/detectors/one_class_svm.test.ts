import { decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import {
  decision,
  fitSupport,
  oneClassSvm,
  type OneClassSvm,
  type SupportOptions,
} from '../../../../../sidecar/pipeline/detectors/one_class_svm';
import { fitAll } from './fit_all';
import { clouds, matrixOf } from './point_clouds';

const ROWS = clouds(40, 2, 3, 4);

function decisions(options: SupportOptions, weights = new Float64Array(40).fill(1)) {
  const { support } = fitSupport(ROWS, 2, weights, { ...options, tolerance: 1e-8 });
  return { support, values: Array.from(weights, (_, row) => decision(support, ROWS, 2 * row)) };
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
  expect(actual).toHaveLength(expected.length);
}

// Of scikit-learn 1.9.1 on the same rows: OneClassSVM(nu, gamma, tol=1e-8).fit(rows).decision_function(rows).
const NU_HALF_GAMMA_SCALE = [
  0.066502, 0.571217, -0.137666, -0.313153, 0.862759, 0.662214, -0.132646, -0.050685, 0.476905,
  -0.160054, 0.59267, -0.686034, 0.034152, 0, 0.359975, -0.16383, -0.216656, -0.563557, -0.086961,
  0.001644, -0.24093, 0.094695, 0.729983, 0.498554, 0.087873, 0.797018, 0.249673, 0.133233,
  0.862368, -1.474042, -0.02051, 0.448976, 0, 0, -0.057064, 0.136474, -0.138072, -3.372386,
  -5.231518, -0.320624,
];
const NU_FIFTH_GAMMA_03 = [
  0.174894, 0.187908, 0.075546, 0, 0.107626, 0.098124, 0, 0.075041, 0.060659, 0.010876, 0.199269,
  0.019856, 0.173194, 0.003135, 0, 0.075584, 0.037362, 0, 0.048143, 0, 0, 0.183645, 0.144998, 0,
  0.186892, 0.117896, 0.085137, 0.162581, 0.100016, 0, 0.163087, 0.03576, 0.114608, 0.025921, 0,
  0.07341, 0, -0.093422, -0.124766, 0,
];
/** nu = 0.3, gamma = 'scale', each row repeated 1, 2, 3, 1, 2, 3 … times. */
const REPEATED = [
  0.117796, 0.693436, 0.652529, -0.30286, 1.101016, 1.074259, -0.092413, 0.10703, 0.687119,
  -0.111724, 0.705078, 0.17172, 0.076911, 0.002881, 0.522777, -0.138998, 0, 0, -0.031798, 0, 0,
  0.145985, 0.874552, 0.987652, 0.138395, 0.974462, 0.529293, 0.115195, 1.117161, -0.378645, 0,
  0.577562, 0.430121, 0, 0.066479, 0.83819, -0.24067, -2.366906, -3.154597, -0.088169,
];

describe('one-class SVM', () => {
  it('should decide as scikit-learn does', () => {
    const scale = decisions({ nu: 0.5 });
    expectClose(scale.values, NU_HALF_GAMMA_SCALE);
    expect(scale.support.alpha).toHaveLength(21);
    expect(scale.support.rho).toBeCloseTo(7.507643, 5);
    expectClose(decisions({ nu: 0.2, gamma: 0.3 }).values, NU_FIFTH_GAMMA_03);
  });

  it('should count a row as often as its weight says', () => {
    const weights = Float64Array.from({ length: 40 }, (_, i) => 1 + (i % 3));
    expectClose(decisions({ nu: 0.3 }, weights).values, REPEATED);
  });

  it('should keep α within its bounds and their sum at ν times the units', () => {
    const { support } = decisions({ nu: 0.2, gamma: 0.3 });
    expect(support.mass).toBeCloseTo(8, 9);
    expect(Math.max(...support.alpha)).toBeLessThanOrEqual(1);
    expect(Math.min(...support.alpha)).toBeGreaterThan(0);
  });

  it('should put all α on a single row', () => {
    const { support } = fitSupport(Float32Array.of(1, 2), 2, Float64Array.of(7), { nu: 0.5 });
    expect([...support.alpha]).toEqual([3.5]);
    expect(decision(support, Float32Array.of(1, 2), 0)).toBeCloseTo(0, 12);
  });

  it('should keep so few support vectors that scoring stays quick', async () => {
    const matrix = matrixOf(clouds(2500, 3, 4, 500), 3);
    const { fitted } = await fitAll(oneClassSvm(), [matrix]);
    const { alpha } = (fitted as OneClassSvm).support;
    expect(alpha.length).toBeLessThanOrEqual(512);
    expect(alpha.length).toBeGreaterThan(200);
  });

  it('should go on rising where the decision function is flat', async () => {
    const { fitted } = await fitAll(oneClassSvm(), [matrixOf(ROWS, 2)]);
    const [far, farther] = fitted.score(matrixOf(Float32Array.of(1e3, 0, 1e4, 0), 2));
    expect(farther).toBeGreaterThan(far);
  });

  it('should refuse impossible options and support vectors', async () => {
    expect(() => oneClassSvm({ nu: 0 })).toThrow(/nu must be/);
    expect(() => oneClassSvm({ gamma: -1 })).toThrow(/gamma must be/);
    const { fitted } = await fitAll(oneClassSvm(), [matrixOf(ROWS, 2)]);
    const bundle = decodeBundle(fitted.toBytes(), 'detector:one_class_svm');
    const alpha = bundle.array('alpha', 'f64').slice();
    alpha[0] = NaN;
    const bytes = encodeBundle('detector:one_class_svm', bundle.meta, {
      medians: bundle.array('medians', 'f32'),
      widths: bundle.array('widths', 'f32'),
      vectors: bundle.array('vectors', 'f32'),
      alpha,
    });
    expect(() => oneClassSvm().fromBytes(bytes)).toThrow(/no usable support vectors/);
  });
});
