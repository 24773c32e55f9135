import type { Guard as Chosen } from '../../../domain/routing.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { Guard } from '../table/loads.ts'

/** What must still hold of whoever was chosen when they get the ticket: their load and their record are as they were looked at. */
export function guardFor({ technicians }: Staff, chosen: Chosen | undefined): Guard | undefined {
  if (!chosen) return undefined
  const record = technicians.find(({ id }) => id === chosen.person)?.version
  return { ...chosen, ...(record !== undefined && { record }) }
}
