/** Runs an asynchronous generator to its end, its progress unheard. */
export async function drainAsync<Result>(steps: AsyncGenerator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
