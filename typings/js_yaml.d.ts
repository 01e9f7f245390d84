/** js-yaml brings no types; these two functions are used. */
declare module 'js-yaml' {
  /** The one document of the text. */
  export function load(text: string): unknown;
  /** All documents of the text. */
  export function loadAll(text: string): unknown[];
}
