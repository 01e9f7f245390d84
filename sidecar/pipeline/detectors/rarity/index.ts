export { rarity } from './rarity';
