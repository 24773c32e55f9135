import { forgiven, within } from '../typos.ts'

/** Which letters a word has, as bits: words that differ in many letters differ by many edits, which is quickly seen. */
function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters
}

function bitsOf(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** So many words that were perhaps meant are worth looking for. */
const mostMeant = 12

/** The words that are known, for those that are mistyped and those that are everywhere. */
export class Vocabulary {
  readonly #tickets = new Map<string, number>()
  /** By length, since edits change that by few. */
  readonly #byLength = new Map<number, { word: string; letters: number }[]>()

  add(word: string, tickets: number): void {
    const isNew = !this.#tickets.has(word)
    this.#tickets.set(word, Math.max(tickets, this.#tickets.get(word) ?? 0))
    if (!isNew || !/^\p{L}{3,24}$/u.test(word)) return
    const words = this.#byLength.get(word.length) ?? []
    words.push({ word, letters: lettersOf(word) })
    this.#byLength.set(word.length, words)
  }

  /** In how many tickets a word stands, as far as that is known. */
  ticketsWith(word: string): number {
    return this.#tickets.get(word) ?? 0
  }

  /** Words that somebody may have meant who typed this one: the fewest edits away first, of those the commonest. */
  meant(typed: string): string[] {
    const limit = forgiven(typed)
    if (limit === 0) return []
    const letters = lettersOf(typed)
    const found: string[] = []
    for (let length = typed.length - limit; length <= typed.length + limit; length += 1) {
      for (const { word, letters: theirs } of this.#byLength.get(length) ?? []) {
        // An edit takes one letter away and brings another at most.
        if (bitsOf(letters ^ theirs) <= 2 * limit && word !== typed && within(limit, typed, word)) found.push(word)
      }
    }
    const edits = (word: string) => (within(1, typed, word) ? 1 : 2)
    return found
      .toSorted((a, b) => edits(a) - edits(b) || this.ticketsWith(b) - this.ticketsWith(a))
      .slice(0, mostMeant)
  }
}
