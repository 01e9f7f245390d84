export { lstm } from './lstm';
