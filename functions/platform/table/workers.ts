import type { Worker } from '../../../domain/availability.ts'
import { always } from '../../../domain/hours.ts'
import type { Shift } from '../../../schemas/on-call.ts'
import type { KeptTechnician, Technician } from '../../../schemas/technician.ts'
import { findCalendar, hoursNow } from './calendars.ts'
import { loadRecord } from './records.ts'
import { deskSettings } from './settings.ts'
import { technicianRecords } from './technicians.ts'

/** Somebody who works here, as they are now. */
export async function worker(id: string): Promise<KeptTechnician | undefined> {
  const found = await loadRecord(technicianRecords, { id })
  return found?.active ? found : undefined
}

/** Whose dates somebody's shifts belong to: their own zone, else that of their calendar, else the desk's. */
export async function zoneOf({ timeZone, calendar }: Technician): Promise<string> {
  return timeZone ?? (calendar && (await findCalendar(calendar))?.timeZone) ?? (await deskSettings()).timeZone
}

/** Somebody as their time is reckoned. */
export async function workerWith(technician: Technician, shifts: readonly Shift[]): Promise<Worker> {
  const { calendar } = technician
  const [hours, zone] = await Promise.all([calendar ? hoursNow(calendar) : always, zoneOf(technician)])
  return { technician, hours, shifts, zone }
}
