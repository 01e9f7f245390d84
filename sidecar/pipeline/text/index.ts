export { SkipGram, type Sentence, type SkipGramOptions } from './skip_gram';
export { SparseRows } from './sparse_rows';
export { TfIdf, type Document, type TfIdfOptions } from './tfidf';
export { TfIdfColumns, type TfIdfColumnsOptions } from './tfidf_columns';
