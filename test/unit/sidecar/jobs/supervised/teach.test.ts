import { drainAsync } from '../../pipeline/drain_async';
import type { LabelledLine } from '../../../../../sidecar/jobs/supervised/labelled_lines';
import { teach } from '../../../../../sidecar/jobs/supervised/teach';
import { trainPipeline, type TrainedPipeline } from '../../../../../sidecar/pipeline';
import { LineParser } from '../../../../../sidecar/pipeline/parse';

const parser = new LineParser();
const others = Array.from({ length: 600 }, (_, i) =>
  parser.parse(`2024-03-01T10:00:${10 + (i % 50)}Z INFO order ${i} stored`),
);
const judged = (text: string, isAnomalous: boolean, count: number): LabelledLine[] =>
  Array.from({ length: count }, (_, i) => ({
    event: parser.parse(`2024-03-01T10:01:${10 + i}Z INFO ${text} ${i}`),
    isAnomalous,
    templateId: text,
  }));
const trueOnes = [...judged('disk lost', true, 5), ...judged('ledger corrupt', true, 5)];
const falseOnes = [...judged('audit found', false, 5), ...judged('backup late', false, 5)];

describe('teach', () => {
  let pipeline: TrainedPipeline;

  beforeEach(async () => {
    const source = async function* () {
      yield others;
    };
    pipeline = await drainAsync(trainPipeline(source, { seed: 1, alertBudgetPerDay: 5 }));
  });

  const taught = (labelled: LabelledLine[]) => teach(pipeline, [], labelled, others, { seed: 1 });

  it('should learn from ten lines of two patterns of each kind', async () => {
    const { pipeline: after, note } = await taught([...trueOnes, ...falseOnes]);
    expect(after.info.classifier).toMatchObject({
      report: { labelled: 20, anomalous: 10 },
      unlabelled: 600,
    });
    expect(note).toBe('Learned from labels: 10 lines of true anomalies, 10 of false positives.');
  });

  it.each([
    ['a line less', [...trueOnes.slice(1), ...falseOnes], '9 lines of 2 patterns labelled true'],
    [
      'a single pattern of a kind',
      [...trueOnes, ...judged('audit found', false, 20)],
      '20 lines of 1 pattern labelled false positive',
    ],
  ])('should leave the pipeline as it is with %s, and say so', async (_, labelled, said) => {
    const { pipeline: after, note } = await taught(labelled);
    expect(after.info.classifier).toBeUndefined();
    expect(note).toContain(said);
    expect(after.info.notes).toContain(note);
  });
});
