module.exports = async function stopElasticsearches() {
  await globalThis.stopElasticsearches?.();
};
