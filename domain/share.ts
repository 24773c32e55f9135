/** A share as it is told: to a hundredth of a percent. */
export const ratio = (value: number): number => Math.round(value * 10_000) / 10_000
