import type { EventType } from './catalogue.ts'

/** The types whose `data` has grown, and how often: none so far. Without the schemas themselves, which are slow to load. */
const grown: Partial<Record<EventType, number>> = {}

/** The version of a type's `data`. */
export const versionOf = (type: EventType): number => 1 + (grown[type] ?? 0)
