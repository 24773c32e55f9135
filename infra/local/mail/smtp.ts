import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { domainOf } from '../../../functions/platform/mail/addresses.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { domainsOf, stages } from '../../stages.ts'
import { type Delivered, newReceiptId, receipt } from './receipt.ts'

/** What SES receives at most, headers and all. */
export const largestBytes = 40 * 1024 * 1024
/** Headers are at the beginning; more of them than that are nothing to know a sender by. */
const headBytes = 256 * 1024

/** The domains that mail can come to, as on AWS: those that are an identity of SES. */
const domains = domainsOf(stages.local)

class Refused extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/** Keeps a message under its id; whoever brought it hears 250 only once that is done. */
export type Store = (id: string, message: Buffer) => Promise<void>

/**
 * Receives mail as SES does: one object for a message, whatever number of recipients it has here, with the headers that SES
 * adds; 550 for recipients elsewhere, 552 above 40 MB, 451 while it cannot be kept, so that it is brought again.
 */
export function smtpServer(store: Store): SMTPServer {
  return new SMTPServer({
    name: 'inbound-smtp.localhost',
    size: largestBytes,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1000,
    onRcptTo({ address }, _session, done) {
      done(
        domains.includes(domainOf(address))
          ? null
          : new Refused(550, '5.1.1 Mailbox unavailable: not a domain of this desk'),
      )
    },
    onData(stream, session, done) {
      received(stream, session, store).then(
        (id) => done(null, `OK ${id}`),
        (fault) =>
          done(fault instanceof Refused ? fault : new Refused(451, `4.3.0 Cannot be kept now: ${fault.message}`)),
      )
    },
  })
}

async function received(stream: SMTPServerDataStream, session: SMTPServerSession, store: Store): Promise<string> {
  let chunks: Buffer[] = []
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks = []
    else chunks.push(chunk)
  }
  if (stream.sizeExceeded) throw new Refused(552, '5.3.4 Message is larger than 40 MB')
  const message = Buffer.concat(chunks)
  const id = newReceiptId()
  const top = receipt(id, deliveredBy(session), await senderOf(message), new Date())
  await store(id, Buffer.concat([Buffer.from(top), message]))
  return id
}

function deliveredBy({ hostNameAppearsAs, remoteAddress, envelope }: SMTPServerSession): Delivered {
  return {
    host: String(hostNameAppearsAs || 'unknown').replace(/[^\w.:[\]-]/g, '-'),
    ip: remoteAddress,
    returnPath: envelope.mailFrom ? envelope.mailFrom.address : '',
    recipients: envelope.rcptTo.map(({ address }) => address),
  }
}

async function senderOf(message: Buffer): Promise<string | undefined> {
  const head = message.subarray(0, headBytes)
  const end = head.indexOf('\r\n\r\n')
  const { from } = await parse(end < 0 ? head : head.subarray(0, end + 4))
  return from?.address
}
