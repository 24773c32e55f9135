/** How many edits of a word are forgiven: none in short ones and in numbers, one from four letters, two from eight. */
export function forgiven(word: string): number {
  if (!/^\p{L}+$/u.test(word) || word.length < 4) return 0
  return word.length < 8 ? 1 : 2
}

/**
 * Whether a word becomes another by at most so many edits: a letter added, left out, changed, or two neighbours swapped
 * (optimal string alignment, row by row, given up where a whole row is over the limit).
 */
export function within(limit: number, word: string, other: string): boolean {
  if (Math.abs(word.length - other.length) > limit) return false
  if (word === other) return true
  if (limit === 0) return false
  let before: number[] = []
  let above = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= word.length; row += 1) {
    const line = [row]
    let best = row
    for (let at = 1; at <= other.length; at += 1) {
      const same = word[row - 1] === other[at - 1]
      let cost = Math.min((above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1, (above[at - 1] ?? 0) + (same ? 0 : 1))
      const swapped = row > 1 && at > 1 && word[row - 1] === other[at - 2] && word[row - 2] === other[at - 1]
      if (swapped) cost = Math.min(cost, (before[at - 2] ?? 0) + 1)
      line.push(cost)
      best = Math.min(best, cost)
    }
    if (best > limit) return false
    before = above
    above = line
  }
  return (above[other.length] ?? limit + 1) <= limit
}
