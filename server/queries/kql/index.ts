export { queryOfText } from './parse';
export { QueryTextError } from './tokens';
