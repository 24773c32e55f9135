/** The value below which so much of them lie (nearest rank); NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 50)

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

export const ms = (value: number): string => `${value.toFixed(1)} ms`
export const seconds = (valueMs: number): string => `${(valueMs / 1000).toFixed(2)} s`
export const times = (value: number): string => `${value.toFixed(2)} ×`
export const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} KB`
