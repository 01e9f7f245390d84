export { foldRows, pickRows, sampleRows, type DistinctRows, type RowSample } from './distinct_rows';
export { RowScaler, type RowScalerOptions } from './row_scaler';
export { TailUnits } from './tail_units';
