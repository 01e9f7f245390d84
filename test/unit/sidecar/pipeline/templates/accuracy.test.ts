import { HEADER_SAMPLE_LINES, TemplateMiner } from '../../../../../sidecar/pipeline/templates';
import { describeWithData, groupingAccuracy, labelledSystems } from './development_data';

// Generous for machines that do much else at the same time.
jest.setTimeout(60_000);

function templatesOf(lines: readonly string[]): number[] {
  const miner = new TemplateMiner();
  miner.learnHeader(lines.slice(0, HEADER_SAMPLE_LINES));
  const skeletons = lines.map((line) => miner.add(line));
  const model = miner.freeze();
  return skeletons.map((skeleton) => model.skeletonToTemplate(skeleton));
}

describeWithData('grouping accuracy on raw lines, one configuration', () => {
  it('should be right on each of the eight systems', () => {
    const results = labelledSystems().map(({ name, lines, eventIds }) => ({
      name,
      ...groupingAccuracy(templatesOf(lines), eventIds),
    }));
    expect(results).toHaveLength(8);
    for (const result of results) expect(result.ga).toBeGreaterThanOrEqual(0.99);
    const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
    expect(mean(results.map((r) => r.ga))).toBeGreaterThanOrEqual(0.999);
    expect(mean(results.map((r) => r.fga))).toBeGreaterThanOrEqual(0.99);
  });

  it('should stay right with all systems interleaved in one source', () => {
    const systems = labelledSystems();
    const lines: string[] = [];
    const truth: string[] = [];
    for (let i = 0; i < 2000; i++) {
      for (const system of systems) {
        lines.push(system.lines[i]);
        truth.push(`${system.name} ${system.eventIds[i]}`);
      }
    }
    expect(groupingAccuracy(templatesOf(lines), truth).ga).toBeGreaterThanOrEqual(0.99);
  });

  it('should match the lines of a frozen model to their templates after a round trip', () => {
    for (const { lines } of labelledSystems()) {
      const miner = new TemplateMiner();
      miner.learnHeader(lines.slice(0, HEADER_SAMPLE_LINES));
      const skeletons = lines.map((line) => miner.add(line));
      const model = miner.freeze();
      for (const [i, line] of lines.entries()) {
        expect(model.match(line)).toBe(model.skeletonToTemplate(skeletons[i]));
      }
    }
  });
});
