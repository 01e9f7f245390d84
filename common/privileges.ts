/** What a role may be allowed to do beyond looking; the names of the UI capabilities. */
export const WORK = ['label', 'train', 'manage'] as const;

/** Judge lines and incidents; train and choose models; change settings and log sources. */
export type Work = (typeof WORK)[number];
