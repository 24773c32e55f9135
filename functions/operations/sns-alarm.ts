import * as z from 'zod'
import type { AlarmChange } from '../../domain/alarm.ts'
import { fromMs } from '../../domain/time.ts'
import { AlarmMessage } from '../../schemas/alarm.ts'

const Envelope = z.object({ Message: z.string() })

/**
 * The change of an alarm that SNS has put on the queue; undefined of one that knows too little to say. Throws where it is in
 * no form that is known: somebody should look at it.
 */
export function changeIn(message: unknown): AlarmChange | undefined {
  const said = AlarmMessage.parse(JSON.parse(Envelope.parse(message).Message))
  if (said.NewStateValue === 'INSUFFICIENT_DATA') return undefined
  return {
    name: said.AlarmName,
    isOn: said.NewStateValue === 'ALARM',
    at: fromMs(Date.parse(said.StateChangeTime)),
    ...said.AlarmDescription,
    because: said.NewStateReason,
  }
}
