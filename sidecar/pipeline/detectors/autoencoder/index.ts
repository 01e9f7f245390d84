export { Autoencoder, autoencoder, type AutoencoderOptions } from './autoencoder';
export { Network } from './network';
export { lossGradient, reconstructionErrors } from './reconstruction';
