import { useState } from 'react';
import { useHistory, useLocation } from 'react-router-dom';
import type { IncidentRow } from '../../common/app_api/incidents/schema';
import { incidentPath } from '../lib/links';
import { judgementOf, type IncidentJudgement } from '../lib/incident_verdicts';
import { useDisabledReason } from './use_disabled_reason';
import { useIncidentVerdict } from './use_incident_verdict';
import { useReviewKeys } from './use_review_keys';

export interface IncidentReview {
  /** The row under the cursor. */
  cursorId: string | undefined;
  open(row: IncidentRow): void;
  judge(row: IncidentRow, judgement: IncidentJudgement): void;
  /** Why nothing can be judged now; undefined where it can. */
  disabledReason: string | undefined;
}

/** Down a list of incidents with j and k, Enter to open, t and f to judge, u to undo. */
export function useIncidentReview(rows: IncidentRow[]): IncidentReview {
  const history = useHistory();
  const { search } = useLocation();
  const disabledReason = useDisabledReason('label');
  const { judge: saveVerdict, undo, isSaving } = useIncidentVerdict();
  const [cursorId, setCursorId] = useState<string>();
  const currentIndex = rows.findIndex(({ incident }) => incident.id === cursorId);
  const current = rows.at(currentIndex < 0 ? 0 : currentIndex);

  const open = ({ incident }: IncidentRow) => history.push(incidentPath(search, incident.id));
  const move = (step: 1 | -1) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, currentIndex + step))];
    if (next) setCursorId(next.incident.id);
  };
  const judge = async (row: IncidentRow, judgement: IncidentJudgement) => {
    const { incident } = row;
    if (disabledReason !== undefined || isSaving || incident.dissolved) return;
    if (judgementOf(incident.verdict) !== undefined) return;
    // It may leave the list: then the cursor goes on to the next.
    const index = rows.indexOf(row);
    const next = rows[index + 1] ?? rows[index - 1];
    if (await saveVerdict(incident, judgement)) setCursorId(next?.incident.id);
  };
  const judgeCurrent = (judgement: IncidentJudgement) => {
    if (current && currentIndex >= 0) void judge(current, judgement);
  };

  useReviewKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => current && open(current),
    t: () => judgeCurrent('confirmed'),
    f: () => judgeCurrent('false_positive'),
    u: () => void undo(),
  });
  return { cursorId, open, judge: (row, judgement) => void judge(row, judgement), disabledReason };
}
