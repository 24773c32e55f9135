import { type Choose, type Chosen, type Happening, Telling } from './telling.ts'

/**
 * The service levels of one ticket, told from the rules (docs/sla.md) alone, and computed from scratch from the list of
 * all that has happened: slow and plain, to compare the desk with. Instants and spans in milliseconds.
 */
export class PlainTicket {
  readonly #log: { at: number; what: readonly Happening[] }[] = []
  readonly #opened: readonly [at: number, chosen: Chosen, choose: Choose, unansweredMs: number]

  /** `unansweredMs`: after so long a ticket that waits for its customer is resolved; 0: never. */
  constructor(openedAt: number, chosen: Chosen, choose: Choose, unansweredMs = 0) {
    this.#opened = [openedAt, chosen, choose, unansweredMs]
  }

  /** What one command does, in its order. */
  happens(at: number, ...what: Happening[]): void {
    this.#log.push({ at, what })
  }

  /** The same, and this after it. */
  and(at: number, more: readonly Happening[]): PlainTicket {
    const longer = new PlainTicket(...this.#opened)
    for (const one of [...this.#log, ...more.map((what) => ({ at, what: [what] }))]) longer.happens(one.at, ...one.what)
    return longer
  }

  /** As it is after the last thing that happened. */
  now(): Telling {
    const telling = new Telling(...this.#opened)
    for (const { at, what } of this.#log) telling.happens(at, ...what)
    return telling
  }

  /** As it would be if somebody looked at it at an instant. */
  at(instant: number): Telling {
    const telling = this.now()
    telling.happens(instant, { is: 'nothing' })
    return telling
  }
}
