/** What swim lanes may be of, and how many: apart from the schemas, so that the browser need not load these. */
export const VIEW_BY = ['host', 'service', 'pattern'] as const;
export type ViewBy = (typeof VIEW_BY)[number];

export const DEFAULT_LANES = 8;
export const MAX_LANES = 20;

/** Of a search text. */
export const MAX_QUERY_LENGTH = 2_000;
/** Search texts that one request may bring from elsewhere. */
export const MAX_FOLLOWED = 50;
