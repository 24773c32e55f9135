/** Does things, so many at a time; what they give, in their order. */
export async function inParallel<Result>(
  atATime: number,
  things: readonly (() => Promise<Result>)[],
): Promise<Result[]> {
  const results: Result[] = []
  const rest = [...things.entries()]
  const work = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) results[next[0]] = await next[1]()
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return results
}
