/** Something that could not be processed, and waits for a person. */
export interface Parked {
  id: string
  /** What it is: a type of event, a letter, a kind of job. */
  what: string
  since?: string
  /** The ticket that it is about, where it is about one. */
  ticket?: string
  because?: string
}

/** Where such things wait. */
export interface Place {
  name: string
  /** What waits there, in a few words. */
  holds: string
  /** How many wait there, about; undefined where only looking says it. */
  count(): Promise<number>
  /** Looks at them without taking them away: so many at most. */
  list(most: number): Promise<Parked[]>
  /** All that is known of one. */
  show(id: string): Promise<unknown>
  /** What bringing one back does, or why that is not for here. */
  redrives: string
  /** Whether `redrive` may be asked. */
  canRedrive: boolean
  /** Whether `drop` may be asked. */
  canDrop: boolean
  /** Brings back what is wanted of what waits there when it begins; tells how many. */
  redrive(wanted: Wanted): Promise<number>
  /** Takes it away for good. */
  drop(wanted: Wanted): Promise<number>
}

export interface Wanted {
  /** Only this one; else all that wait there. */
  id?: string | undefined
  told(done: number): void
}
