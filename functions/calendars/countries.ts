import type { listHolidayCountries } from '../../schemas/operations/calendars.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { countries } from './country.ts'

/** The countries and regions whose holidays can be imported. */
export async function countriesForStaff(request: Request<typeof listHolidayCountries>): Promise<StoredAnswer> {
  return request.answer({ items: await countries() })
}
