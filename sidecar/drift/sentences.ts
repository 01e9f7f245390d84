import type { DriftMeasure, DriftVerdict } from '../../common/api/drift/schema';

/** What the measures mean, and what to do. */
export function driftSentences(
  verdict: Exclude<DriftVerdict, 'unknown'>,
  measures: readonly DriftMeasure[],
  period: { days: number; trainedDays: number },
): string[] {
  const advice =
    verdict === 'strong' ? 'retrain' : verdict === 'drifting' ? 'retrain soon' : 'nothing to do';
  const telling = measures.filter((measure) => measure.verdict !== 'stable');
  const told = telling.length > 0 ? telling : measures.slice(0, 1);
  const sentences = told.map((measure, i) => {
    const end = i === told.length - 1 ? `: ${advice}.` : '.';
    return sentenceOf(measure) + end;
  });
  if (verdict !== 'stable' && period.days < 1 && period.trainedDays >= 1) {
    sentences.push(
      'The period is shorter than a day: that some hours differ from the whole day counts in it, too.',
    );
  }
  const burst =
    verdict === 'stable' && measures.find(({ value, thresholds }) => value >= thresholds.drifting);
  if (burst) {
    sentences.push(
      `${nameOf(burst)} would be over the limit, but rests on few lines or on one short time: rather an incident than a change that lasts.`,
    );
  }
  return sentences;
}

function sentenceOf({ name, value, in_training: inTraining }: DriftMeasure): string {
  switch (name) {
    case 'new_pattern_share':
      return `${percent(value)} of the lines have patterns that training never saw; in training it was ${percent(inTraining)}`;
    case 'score_psi':
      return `The scores are spread otherwise than in training (population stability index ${value.toFixed(2)})`;
    case 'score_ks':
      return `Up to ${percent(value)} of the lines score otherwise than in training (Kolmogorov–Smirnov distance)`;
  }
}

function nameOf({ name }: DriftMeasure): string {
  switch (name) {
    case 'new_pattern_share':
      return 'The share of new patterns';
    case 'score_psi':
      return 'The population stability index of the scores';
    case 'score_ks':
      return 'The Kolmogorov–Smirnov distance of the scores';
  }
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value.toFixed(value < 1 ? 2 : 1)} %`;
}
