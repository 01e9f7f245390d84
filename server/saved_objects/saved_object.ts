/** A saved object of Kibana, as it is created and exported. */
export interface SavedObjectInput {
  type: 'index-pattern' | 'lens' | 'search' | 'dashboard';
  id: string;
  attributes: Record<string, unknown>;
  references: Reference[];
}

export interface Reference {
  type: string;
  id: string;
  name: string;
}

/** Ids are fixed, so that a second installation replaces the first; data views need one for each space. */
export type IdOf = (name: string) => string;

export const idsOfSpace =
  (space: string): IdOf =>
  (name) =>
    space === 'default' ? `anomalies-${name}` : `anomalies-${space}-${name}`;
