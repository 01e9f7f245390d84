/** A model file that cannot be loaded; the message says what is wrong with it. */
export class BundleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BundleError';
  }
}
