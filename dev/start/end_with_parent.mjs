/**
 * Loaded first (`--import`) into a program that the start command runs: ends it in its own orderly way as soon as the
 * process that started it is gone, however that went.
 */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // The channel alone must not keep the program alive.
  process.channel.unref();
}
