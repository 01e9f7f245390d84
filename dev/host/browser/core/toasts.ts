import type { Toast, ToastInput, ToastsStart } from '@kbn/core/public';
import { BehaviorSubject } from 'rxjs';

export interface HostToast extends Toast {
  color: 'success' | 'warning' | 'danger';
}

export const toasts$ = new BehaviorSubject<HostToast[]>([]);
let nextId = 1;

function add(color: HostToast['color'], iconType: string) {
  return (input: ToastInput | string): Toast => {
    const toast: HostToast = {
      iconType,
      ...(typeof input === 'string' ? { title: input } : input),
      id: String(nextId++),
      color,
    };
    toasts$.next([...toasts$.getValue(), toast]);
    return toast;
  };
}

export const toasts: ToastsStart = {
  addSuccess: add('success', 'check'),
  addWarning: add('warning', 'help'),
  addDanger: add('danger', 'error'),
  remove(toast) {
    const id = typeof toast === 'string' ? toast : toast.id;
    toasts$.next(toasts$.getValue().filter((shown) => shown.id !== id));
  },
};
