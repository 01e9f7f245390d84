import type { AnomalyDocument, Reason } from '../../../../common/anomaly';
import { reasonText } from '../../../../public/lib/reason_text';

const flagged = (reasons: [kind: string, text: string][]) =>
  ({
    message: 'the line',
    anomaly: {
      reasons: reasons.map(([kind, text]): Reason => ({
        detector: 'd',
        kind,
        text,
        contribution: 1,
      })),
    },
  }) as AnomalyDocument;

describe('reasonText', () => {
  it('should tell what was learned before what the line says itself', () => {
    expect(
      reasonText(
        flagged([
          ['level', 'level ERROR'],
          ['new_value', 'address 1 is new'],
        ]),
      ),
    ).toBe('address 1 is new; level ERROR');
  });

  it('should tell two reasons at most, and the line where there is none', () => {
    expect(
      reasonText(
        flagged([
          ['a', 'x'],
          ['b', 'y'],
          ['c', 'z'],
        ]),
      ),
    ).toBe('x; y');
    expect(reasonText(flagged([]))).toBe('the line');
  });
});
