import { Fragment } from 'react';

/** A pattern with its variable parts (`<ip>`, `<*>`) set off from its words. */
export function PatternText({ text }: { text: string }) {
  return (
    <span className="anmPattern">
      {text
        .split(/(<[^<>\s]{1,40}>)/)
        .map((part, i) =>
          i % 2 === 1 ? <em key={i}>{part}</em> : <Fragment key={i}>{part}</Fragment>,
        )}
    </span>
  );
}
