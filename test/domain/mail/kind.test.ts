import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindOf, mays, type Ours } from '../../../domain/mail/kind.ts'
import { incoming } from './support.ts'

const ours: Ours = { addresses: ['support@desk.example', 'help@desk.example'], isOurId: (id) => id.startsWith('ours.') }
const judged = (given: Parameters<typeof incoming>[0]) => {
  const { may, because } = kindOf(incoming(given), ours)
  const [what] = Object.entries(mays).find(([, one]) => one === may) ?? []
  return { what, because }
}
const anAnswer = { inReplyTo: ['ours.1@desk.example'] }

describe('by its headers', () => {
  it.each<[string, string, Parameters<typeof incoming>[0]]>([
    ['person', 'nothing of it', {}],
    ['person', 'a program that says so', { headers: { 'auto-submitted': 'no' } }],
    ['auto-reply', 'RFC 3834', { headers: { 'auto-submitted': 'auto-replied' } }],
    [
      'auto-reply',
      'RFC 3834, with parameters',
      { headers: { 'auto-submitted': 'Auto-Replied; owner-email="anna@acme.example"' } },
    ],
    [
      'auto-reply',
      'Exchange, out of office',
      { ...anAnswer, headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' } },
    ],
    ['auto-reply', 'older programs', { headers: { 'x-autoreply': 'yes' } }],
    ['auto-reply', 'older programs', { headers: { precedence: 'auto_reply' } }],
    ['auto-reply', 'Exchange rules', { headers: { 'x-ms-exchange-generated-message-source': 'Mailbox Rules Agent' } }],
    ['auto-reply', 'cPanel', { headers: { 'x-autorespond': 'The projector' } }],
    ['auto-reply', 'a null return path that answers', { ...anAnswer, returnPath: '' }],
    ['person', 'a header that says no', { headers: { 'x-autoreply': 'no' } }],
    ['alert', 'monitoring', { headers: { 'auto-submitted': 'auto-generated' } }],
    ['alert', 'a null return path', { returnPath: '' }],
    ['list', 'RFC 2919', { headers: { 'list-id': '<users.lists.example>' } }],
    [
      'list',
      'a newsletter',
      { headers: { 'list-unsubscribe': '<https://shop.example/u>', 'auto-submitted': 'auto-generated' } },
    ],
    ['list', 'bulk', { headers: { precedence: 'bulk' } }],
    [
      'person',
      'a group that is our own letter box',
      { headers: { 'list-id': '<support.desk.example>', precedence: 'list' } },
    ],
    [
      'person',
      'a group that is our own letter box',
      { headers: { 'mailing-list': 'list support@desk.example; contact owner', precedence: 'list' } },
    ],
    [
      'auto-reply',
      'out of office by a list',
      { headers: { 'auto-submitted': 'auto-replied', 'list-id': '<users.lists.example>' } },
    ],
    ['desk', 'Zendesk', { headers: { 'x-zendesk-from-account-id': 'a', 'auto-submitted': 'auto-generated' } }],
    ['desk', 'Zammad', { headers: { 'x-mailer': 'Zammad Mail Service', 'x-loop': 'yes', precedence: 'bulk' } }],
    ['desk', 'OTRS', { headers: { 'x-mailer': 'OTRS Mail Service (6.0)', 'auto-submitted': 'auto-generated' } }],
    ['desk', 'Request Tracker', { headers: { 'rt-ticket': 'acme #12', precedence: 'bulk' } }],
    ['desk', 'one that only says that it may loop', { headers: { 'x-loop': 'helpdesk@other.example' } }],
    ['own', 'X-Loop with our address', { headers: { 'x-loop': 'support@desk.example' } }],
    ['own', 'our Message-ID', { messageId: 'ours.7@desk.example' }],
    ['own', 'our address', { from: { address: 'Support+tkt000123.abc@desk.example' } }],
    [
      'person',
      'a form on our web site',
      { from: { address: 'support@desk.example' }, replyTo: [{ address: 'anna@acme.example' }] },
    ],
    [
      'own',
      'our address, and our reply address',
      { from: { address: 'support@desk.example' }, replyTo: [{ address: 'support+x@desk.example' }] },
    ],
    ['unanswered', 'who asks for none', { headers: { 'x-auto-response-suppress': 'DR, OOF, AutoReply' } }],
    ['person', 'who wants no receipts', { headers: { 'x-auto-response-suppress': 'DR, RN, NRN' } }],
    ['unanswered', 'who reads none', { from: { address: 'no-reply@shop.example' } }],
    [
      'person',
      'who reads elsewhere',
      { from: { address: 'no-reply@shop.example' }, replyTo: [{ address: 'anna@acme.example' }] },
    ],
    [
      'report',
      'a read receipt',
      { headers: { 'content-type': 'multipart/report; report-type=disposition-notification; boundary=x' } },
    ],
    [
      'report',
      'a complaint',
      { headers: { 'content-type': 'multipart/report; report-type=feedback-report; boundary=x' } },
    ],
    ['report', 'delayed', { report: { deliveries: [{ address: 'a@b.example', action: 'delayed' }] } }],
    ['report', 'delivered', { report: { deliveries: [{ address: 'a@b.example', action: 'delivered' }] } }],
    ['bounce', 'RFC 3464', { report: { deliveries: [{ address: 'a@b.example', action: 'failed' }] } }],
    [
      'bounce',
      'one of two',
      {
        report: {
          deliveries: [
            { address: 'c@b.example', action: 'delivered' },
            { address: 'a@b.example', action: 'failed' },
          ],
        },
      },
    ],
    ['bounce', 'Exim', { headers: { 'x-failed-recipients': 'a@b.example' } }],
    ['bounce', 'qmail', { from: { address: 'MAILER-DAEMON@b.example' }, returnPath: '', subject: 'failure notice' }],
    ['bounce', 'nobody', { returnPath: '', subject: 'Unzustellbar: Ihre Anfrage' }],
    [
      'report',
      'late',
      { from: { address: 'mailer-daemon@b.example' }, subject: 'Warning: message 1abc delayed 24 hours' },
    ],
    ['person', 'a postmaster who is a person', { from: { address: 'postmaster@acme.example' } }],
    [
      'bounce',
      'a postmaster who is none',
      { from: { address: 'postmaster@acme.example' }, returnPath: '', subject: 'Undeliverable: The projector' },
    ],
  ])('%s: %s', (what, _, given) => {
    expect(judged(given)).toMatchObject({ what })
  })
})

describe('by its subject, where nothing else tells', () => {
  it.each([
    'Automatic reply: The projector',
    'Out of Office',
    'AutoReply: Re: The projector',
    'Out of office - back on Monday',
    'Automatische Antwort: Der Beamer',
    'Abwesenheitsnotiz',
    'Réponse automatique : Le projecteur',
    'Respuesta automática: El proyector',
    'Risposta automatica: Il proiettore',
    'Automatisch antwoord: De beamer',
    'Resposta automática: O projetor',
    'Odpowiedź automatyczna: Projektor',
    '自動返信: プロジェクター',
    '自动回复：投影仪',
    'Автоматический ответ: Проектор',
    'Otomatik yanıt: Projektör',
  ])('an auto-reply: %s', (subject) => {
    expect(judged({ subject })).toMatchObject({ what: 'auto-reply', because: expect.stringContaining('subject: ') })
  })
  it.each([
    'Re: Automatic reply: how do I set one?',
    'Automatic reply does not work in Outlook',
    'Out of office printer is out of paper',
    'Vacation of the caretaker',
    'Undeliverable: what does this mean?',
    'Read: the manual',
    'Delivery failed for parcel 5',
    '',
  ])('a person: %j', (subject) => {
    expect(judged({ subject })).toMatchObject({ what: 'person' })
  })
})

describe('a bounce', () => {
  it('says whom it did not reach, and with which mail', () => {
    const report = {
      deliveries: [
        { address: 'Gone@acme.example', action: 'failed' as const, status: '5.1.1', diagnostic: '550 no such user' },
        { address: 'late@acme.example', action: 'delayed' as const },
      ],
      messageId: 'ours.7@desk.example',
    }
    expect(kindOf(incoming({ report }), ours).failed).toEqual([
      {
        address: 'gone@acme.example',
        status: '5.1.1',
        diagnostic: '550 no such user',
        messageId: 'ours.7@desk.example',
      },
    ])
  })
  it('says it in words of its own (qmail)', () => {
    const text =
      "Hi. This is the qmail-send program at b.example.\nI'm afraid I wasn't able to deliver your message.\n\n<gone@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message."
    const from = { address: 'mailer-daemon@b.example' }
    expect(kindOf(incoming({ from, returnPath: '', subject: 'failure notice', text }), ours).failed).toEqual([
      { address: 'gone@b.example', status: '5.1.1', diagnostic: 'Sorry, no mailbox here by that name. (#5.1.1)' },
    ])
  })
})

describe('whatever a mail says', () => {
  const header = fc.constantFrom(
    'auto-submitted',
    'precedence',
    'x-loop',
    'list-id',
    'content-type',
    'x-autoreply',
    'x-mailer',
    'x-failed-recipients',
    'subject',
  )
  const mails = fc.record({
    headers: fc.dictionary(
      header,
      fc.oneof(fc.string(), fc.constantFrom('auto-replied', 'auto-generated', 'no', 'bulk', 'multipart/report')),
    ),
    subject: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Automatic reply: x', 'failure notice')),
    returnPath: fc.constantFrom('', 'anna@acme.example'),
    from: fc.record({
      address: fc.constantFrom(
        'anna@acme.example',
        'mailer-daemon@b.example',
        'support@desk.example',
        'no-reply@b.example',
      ),
    }),
  })
  it('it is of one kind, for a reason', () => {
    fc.assert(
      fc.property(mails, (given) => {
        const { kind, may, because } = kindOf(incoming(given), ours)
        expect(may.kind).toBe(kind)
        expect(because.length).toBeGreaterThan(0)
        expect(because.length).toBeLessThanOrEqual(100)
      }),
    )
  })
  it('what is marked as automatic, or has no return path, is never answered, reopens nothing and resumes nothing', () => {
    fc.assert(
      fc.property(mails, fc.constantFrom('auto-replied', 'auto-generated', 'auto-notified'), (given, said) => {
        const marked = { ...given, headers: { ...given.headers, 'auto-submitted': said } }
        for (const mail of [incoming(marked), incoming({ ...given, returnPath: '' })]) {
          expect(kindOf(mail, ours).may).toMatchObject({ answered: false, stands: 'noted' })
        }
      }),
    )
  })
  it('no machine is answered, reopens or resumes', () => {
    for (const may of Object.values(mays)) {
      if (may.kind !== 'person') expect(may).toMatchObject({ answered: false, stands: 'noted' })
    }
  })
})
