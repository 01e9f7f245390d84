import { AnomaliesPublicPlugin } from './plugin';

export const plugin = (): AnomaliesPublicPlugin => new AnomaliesPublicPlugin();
