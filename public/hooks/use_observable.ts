import { useEffect, useState } from 'react';
import type { Observable } from 'rxjs';

/** The newest value of an observable; one that answers at once is never seen as `initial`. */
export function useObservable<T>(observable: Observable<T>, initial: T): T {
  const [value, setValue] = useState<T>(() => {
    let first = initial;
    observable.subscribe((next) => (first = next)).unsubscribe();
    return first;
  });
  useEffect(() => {
    const subscription = observable.subscribe(setValue);
    return () => subscription.unsubscribe();
  }, [observable]);
  return value;
}
