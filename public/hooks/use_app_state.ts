import { useCallback, useMemo } from 'react';
import { useHistory, useLocation } from 'react-router-dom';
import { readState, writeState } from '../lib/url_state';

/**
 * A page's own state in the address (`_a`). `parse` makes a whole state of whatever stands there.
 * A change replaces the entry by default; `push` makes one that the back button undoes.
 */
export function useAppState<State extends object>(
  parse: (raw: unknown) => State,
): [State, (change: Partial<State>, options?: { push?: boolean }) => void] {
  const history = useHistory();
  const { search } = useLocation();
  const state = useMemo(() => parse(readState(search, '_a')), [parse, search]);

  const change = useCallback(
    (part: Partial<State>, { push = false } = {}) => {
      // Read anew: two changes may follow each other before the page is drawn again.
      const { search: now } = history.location;
      const next = { ...parse(readState(now, '_a')), ...part };
      const location = { ...history.location, search: writeState(now, '_a', compact(next)) };
      if (push) history.push(location);
      else history.replace(location);
    },
    [history, parse],
  );
  return [state, change];
}

/** Leaves out what is undefined, which rison has no word for. */
function compact(state: object): object {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}
