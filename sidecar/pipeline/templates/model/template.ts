/** One template of a model. */
export interface Template {
  /** Stable id, equal in every model that has the same template. */
  id: string;
  /** Ids of templates of a previous model that are part of this one. */
  aliases: string[];
  text: string;
  /** Training lines; 0 for a template that prediction added. */
  count: number;
  /** Its words, '' for a value. */
  words: string[];
}

/** The template of training lines whose skeletons were evicted. */
export const OTHER_ID = 'other';
/** The template of new lines beyond maxNewTemplates. */
export const OVERFLOW_ID = 'overflow';
/** The text of both. */
export const ANY_TEXT = '<*>';
