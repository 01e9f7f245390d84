import { Fragment } from 'react';
import type { Reason } from '../../common/anomaly';
import { markTokens } from '../lib/mark_tokens';

/** A raw line with the strange tokens marked. */
export function MarkedLine({ line, reasons }: { line: string; reasons: Reason[] }) {
  const tokens = reasons.flatMap(({ token }) => (token === undefined ? [] : [token]));
  return (
    <pre className="anmLine">
      {markTokens(line, tokens).map(({ text, isStrange }, i) =>
        isStrange ? <mark key={i}>{text}</mark> : <Fragment key={i}>{text}</Fragment>,
      )}
    </pre>
  );
}
