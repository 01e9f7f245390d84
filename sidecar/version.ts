import packageJson from '../package.json';

/** The version of the product, as package.json gives it. */
export const VERSION: string = packageJson.version;
