import * as z from 'zod'
import { Id } from './record-forms.ts'

/** Of every operation on one subscription. */
export const SubscriptionParams = z.strictObject({
  subscription: Id.meta({ example: 'sub_01JD0000000000000000SVBSC1' }),
})
