import type { KeptTechnician, TechnicianStatus } from '../../schemas/technician.ts'
import { eventOf } from '../platform/table/commit-record.ts'
import { staffChanged } from '../platform/table/loads.ts'
import { type By, loadRecord, recordWrites } from '../platform/table/records.ts'
import { technicianRecords } from '../platform/table/technicians.ts'
import type { Write } from '../platform/table/transaction.ts'

/**
 * The writes by which a technician's status follows their visit, on condition that their record is as it was read. Who is off
 * stays so; who is available again was on a visit.
 */
export async function statusWrites(technician: string, status: TechnicianStatus, by: By): Promise<Write[]> {
  const before = await loadRecord(technicianRecords, { id: technician })
  if (!before?.active || before.status === status || before.status === 'off') return []
  const { actor, now } = by
  const after: KeptTechnician = { ...before, status, statusAt: now, version: before.version + 1, updatedAt: now }
  const { item } = recordWrites(technicianRecords, before, after)
  const told = eventOf(technicianRecords, before, after, { ...by, actor: { id: actor.id, role: actor.role } })
  return [item, ...told, ...staffChanged(technician)]
}
