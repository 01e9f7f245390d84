export { rarity, type RarityOptions } from './rarity';
