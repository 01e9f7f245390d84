import type { AnomalyDocument } from '../../../common/anomaly';
import { FlaggedUnitLines } from './flyout/flagged_unit';
import { RawLine } from './flyout/raw_line';
import { Why } from './flyout/why';

/** What one wants to know first, below the row: the list stays as it is. */
export function ExpandedRow({ document }: { document: AnomalyDocument }) {
  const { unit } = document.anomaly;
  return (
    <div className="anmExpanded" data-test-subj="anomaliesExpanded">
      <Why document={document} />
      {unit ? <FlaggedUnitLines unit={unit} /> : <RawLine document={document} />}
    </div>
  );
}
