import { randomBytes } from 'node:crypto'
import { domainOf } from '../../../functions/platform/mail/addresses.ts'
import { region } from '../environment.ts'

/** What the server that brings a message says of it. */
export interface Delivered {
  /** The name that it gave in EHLO. */
  host: string
  ip: string
  /** Empty: the null return path. */
  returnPath: string
  recipients: readonly string[]
}

type Check = 'pass' | 'fail' | 'none'

interface Checks {
  spf: Check
  dkim: Check
  dmarc: Check
  spam: boolean
  virus: boolean
}

/**
 * What SES would have found out. Nobody can look at a DNS here: a server may send for whatever return path it names, and signs
 * for that domain (for the sender's, where the path is null); so DMARC fails where the return path and the sender belong to
 * different domains. Labels of the EHLO name ask for more: `forged`, `unsigned`, `spam`, `virus`, several as `forged.spam`.
 */
function checksOf({ host, returnPath }: Delivered, from: string | undefined): Checks {
  const asked = new Set(host.toLowerCase().split('.'))
  const scans = { spam: asked.has('spam'), virus: asked.has('virus') }
  if (asked.has('forged')) return { spf: 'fail', dkim: 'none', dmarc: 'fail', ...scans }
  if (asked.has('unsigned')) return { spf: 'none', dkim: 'none', dmarc: 'none', ...scans }
  const spf = returnPath ? 'pass' : 'none'
  if (from === undefined) return { spf, dkim: 'none', dmarc: 'none', ...scans }
  const its = !returnPath || related(domainOf(returnPath), domainOf(from))
  return { spf, dkim: its ? 'pass' : 'none', dmarc: its ? 'pass' : 'fail', ...scans }
}

const related = (one: string, other: string) => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)

/** As long as those of SES, of the same signs. */
export function newReceiptId(): string {
  return [...randomBytes(40)].map((byte) => '0123456789abcdefghijklmnopqrstuv'[byte % 32]).join('')
}

/** The headers that SES puts on top of a message, in its order (test/mail/README.md), each line ended by CR LF. */
export function receipt(id: string, delivered: Delivered, from: string | undefined, at: Date): string {
  const { host, ip, returnPath, recipients } = delivered
  const checks = checksOf(delivered, from)
  const date = at.toUTCString().replace('GMT', '+0000 (UTC)')
  const sender = domainOf(from ?? '') || host
  const spf = spfOf(delivered, checks.spf)
  const scan = (found: boolean) => (found ? 'FAIL' : 'PASS')
  const lines = [
    `Return-Path: <${returnPath}>`,
    `Received: from ${host} (${host} [${ip}])`,
    ` by inbound-smtp.${region}.amazonaws.com with SMTP id ${id}`,
    ` for ${recipients[0]};`,
    ` ${date}`,
    `X-SES-Spam-Verdict: ${scan(checks.spam)}`,
    `X-SES-Virus-Verdict: ${scan(checks.virus)}`,
    `Received-SPF: ${spf}`,
    'Authentication-Results: amazonses.com;',
    ` spf=${spf}`,
    ` dkim=${checks.dkim} header.i=@${sender};`,
    ` dmarc=${checks.dmarc} header.from=${sender};`,
    `X-SES-RECEIPT: ${randomBytes(24).toString('base64')}`,
    `X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=; c=relaxed/simple; d=amazonses.com; t=${Math.floor(at.getTime() / 1000)}; v=1;`,
  ]
  return `${lines.join('\r\n')}\r\n`
}

const spfWords = {
  pass: (domain: string, ip: string) => `domain of ${domain} designates ${ip} as permitted sender`,
  fail: (domain: string, ip: string) => `domain of ${domain} does not designate ${ip} as permitted sender`,
  none: (domain: string, ip: string) => `${ip} is neither permitted nor denied by domain of ${domain}`,
}

/** Of a null return path, what is looked at is the server's own name (RFC 7208, 2.4). */
function spfOf({ host, ip, returnPath }: Delivered, spf: Check): string {
  const envelopeFrom = returnPath || `postmaster@${host}`
  const why = spfWords[spf](domainOf(envelopeFrom), ip)
  return `${spf} (spfCheck: ${why}) client-ip=${ip}; envelope-from=${envelopeFrom}; helo=${host};`
}
