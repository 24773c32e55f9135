import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { logger } from '../platform/telemetry.ts'

/** Takes in the raw message that lies under a key of the intake. */
export const handler = eachMessage<BusEvent>(
  async (message) => {
    logger.info('A raw message has arrived', { message })
  },
  { oneByOne: true },
)
