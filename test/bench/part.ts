import type { Desk } from '../support/desk.ts'
import type { Options } from './options.ts'

/** What a measurement has to work with. */
export interface Bench {
  desk: Desk
  options: Options
  stop: AbortSignal
  /** Whether the desk is the bench's own, with settings of seconds. */
  own: boolean
  /** Its folder, where it is not the one that runs here. */
  home?: string
}

export interface Aim {
  what: string
  aim: string
  measured: string
  met: boolean
}

/** What one measurement has found. */
export interface Part {
  /** Its name in latest.json. */
  name: string
  title: string
  /** The first row is the heading. */
  rows: readonly (readonly string[])[]
  notes: readonly string[]
  aims: readonly Aim[]
  /** What must not be: the bench then ends with 1. */
  wrong: readonly string[]
  /** For programs. */
  figures: unknown
}

/** An aim of at most so much. */
export const atMost = (what: string, limit: number, measured: number, unit = ''): Aim => ({
  what,
  aim: `≤ ${limit}${unit}`,
  measured: `${Number(measured.toFixed(2))}${unit}`,
  met: measured <= limit,
})
