/** The names that Kafka gives errors. */
export type KafkaErrorId =
  'OFFSET_OUT_OF_RANGE' | 'MESSAGE_TOO_LARGE' | 'UNKNOWN_TOPIC_OR_PARTITION' | 'UNKNOWN_TOPIC_ID';

/** Whether an error is, or stands for, one that Kafka names so. */
export function isKafkaError(error: unknown, id: KafkaErrorId): boolean {
  const known = error as { findBy?: (property: string, value: unknown) => unknown } | null;
  return Boolean(known?.findBy?.('apiId', id));
}

/** An error of Kafka or of the way there, in a sentence without any secret. */
export function describeKafkaError(error: unknown): string {
  return `Kafka: ${innermost(error).message.split('\n')[0].slice(0, 500)}`;
}

/** What went wrong in the end, and not that something failed several times. */
function innermost(error: unknown): Error {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return innermost(error.errors[error.errors.length - 1]);
  }
  if (error instanceof Error && error.cause instanceof Error) return innermost(error.cause);
  return error instanceof Error ? error : new Error(String(error));
}
