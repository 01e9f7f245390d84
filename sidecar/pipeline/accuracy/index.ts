export { accuracyOf, flagAllF1, type AccuracyFigures } from './accuracy';
export {
  decisionFigures,
  f1AtTop,
  rankingFigures,
  type DecisionFigures,
  type RankingFigures,
} from './metrics';
