export { describeConfiguration, trainArguments, type Configuration } from './configuration';
export { meanOf, type LabelledTrial, type UnlabelledTrial } from './trial';
export {
  tune,
  type TuneMethod,
  type TuneOptions,
  type TuneProgress,
  type TuneResult,
} from './tune';
