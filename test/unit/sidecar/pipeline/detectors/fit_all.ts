import type {
  Detector,
  FitOptions,
  FitResult,
} from '../../../../../sidecar/pipeline/detectors/detector';

/** Runs a fit to its end. */
export async function fitAll<Batch>(
  detector: Detector<Batch>,
  batches: Iterable<Batch>,
  options: FitOptions = { seed: 1 },
): Promise<FitResult<Batch>> {
  const fit = detector.fit(batches, options);
  let step = await fit.next();
  while (!step.done) step = await fit.next();
  return step.value;
}
