import type { Settings } from '../schemas/settings.ts'

/** Whether the desk works under this name. */
export const isBrand = ({ brands }: Pick<Settings, 'brands'>, brand: string): boolean =>
  brand === 'main' || Object.hasOwn(brands, brand)

/** The settings that hold for a brand: what it says of itself goes before what the desk says; one that is gone is as the desk. */
export function settingsOf(settings: Settings, brand: string): Settings {
  const { name: _, ...own } = (Object.hasOwn(settings.brands, brand) && settings.brands[brand]) || { name: '' }
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  return { ...settings, ...said }
}
