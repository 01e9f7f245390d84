import { useEffect, useRef } from 'react';

/** What a key does; a key that is left out does nothing. */
export type KeyActions = Partial<Record<string, () => void>>;

/** One handler for the page: silent while somebody types, and with modifiers, which are the browser's. */
export function useReviewKeys(actions: KeyActions): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || (event.key === 'Enter' && isControl(event.target))) return;
      const action = current.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Enter on a button or link is that button's. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && ['A', 'BUTTON'].includes(target.tagName);
