export { SkipGram, type Sentence, type SkipGramOptions } from './skip_gram';
export { SparseRows } from './sparse_rows';
export { settleSigns, symmetricEigen } from './symmetric_eigen';
export { TfIdf, type Document, type TfIdfOptions } from './tfidf';
export { TfIdfColumns, type TfIdfColumnsOptions } from './tfidf_columns';
export { MAX_COMPONENTS, TruncatedSvd } from './truncated_svd';
