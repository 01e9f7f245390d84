module.exports = async function stopSharedElasticsearch() {
  await globalThis.stopSharedElasticsearch?.();
};
