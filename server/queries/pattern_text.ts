import type { AnomalyDocument } from '../../common/anomaly';
import type { Aggregations } from './elasticsearch';

/** Under a terms aggregation on template ids: one document, for the text. */
export const TEXT_OF_PATTERN: Aggregations = {
  text: { top_hits: { size: 1, _source: ['anomaly.template.text'] } },
};

export interface PatternText {
  key: string;
  text?: {
    hits: {
      hits: {
        _source: { anomaly: { template: Pick<AnomalyDocument['anomaly']['template'], 'text'> } };
      }[];
    };
  };
}

export function readPatternText(bucket: PatternText): string {
  return bucket.text?.hits.hits[0]?._source.anomaly.template.text ?? bucket.key;
}
