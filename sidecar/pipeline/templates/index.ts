export { HEADER_SAMPLE_LINES } from './header/learn';
export { TemplateParam } from './model/params';
export type { TemplateModelState } from './model/state';
export { TemplateModel } from './model/template_model';
export type { ParamKind } from './model/value_kind';
export { resolveTemplateOptions, type TemplateMinerOptions } from './options';
export { TemplateMiner } from './template_miner';
