/** What the messages of a topic hold; `auto` tells by each message. */
export type TopicFormat = 'json' | 'raw' | 'auto';

export interface Topic {
  name: string;
  format: TopicFormat;
}

/** Reads `name`, `name:json` or `name:raw`. */
export function parseTopic(text: string): Topic {
  const [name, format] = text.split(':');
  return { name, format: format === 'json' || format === 'raw' ? format : 'auto' };
}
