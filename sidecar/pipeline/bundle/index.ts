export { BundleError } from './bundle_error';
export { Bundle, decodeBundle, encodeBundle, type BundleArray } from './codec';
