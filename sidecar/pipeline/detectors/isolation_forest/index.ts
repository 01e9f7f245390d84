export { IsolationForest, isolationForest, type IsolationForestOptions } from './isolation_forest';
export { averagePathLength } from './forest';
