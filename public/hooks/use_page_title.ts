import { createContext, useContext, useEffect } from 'react';

type SetTitle = (title: string | undefined) => void;

const PageTitleContext = createContext<SetTitle>(() => {});

/** Given by the page frame, which draws breadcrumbs and the document's title. */
export const PageTitleProvider = PageTitleContext.Provider;

/**
 * Names what is shown below a page's own address, such as one incident: the last breadcrumb, and first in the
 * document's title. Undefined while it is not known yet.
 */
export function usePageTitle(title: string | undefined): void {
  const setTitle = useContext(PageTitleContext);
  useEffect(() => {
    setTitle(title);
    return () => setTitle(undefined);
  }, [setTitle, title]);
}
