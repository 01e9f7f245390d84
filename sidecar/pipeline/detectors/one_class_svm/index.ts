export { OneClassSvm, oneClassSvm, type OneClassSvmOptions } from './one_class_svm';
export { decision, fitSupport, type Support, type SupportOptions } from './support';
