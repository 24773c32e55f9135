export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The instant at which every test begins. */
const began = Date.parse('2026-11-21T10:00:00.000Z')

/** The instant so long after the beginning. */
export const at = (ms: number): string => new Date(began + ms).toISOString()
/** How long after the beginning an instant is. */
export const since = (instant: string): number => Date.parse(instant) - began
