/** What must come of a message of the corpus: `<name>.eml` beside this file. */
export interface Expected {
  from?: string
  subject: string
  /** Snippets that stand in the whole text, in this order. */
  text: readonly string[]
  /** What is new in it, as far as it goes (white space folded); for machines not asked. */
  said?: string
  /** Snippets that belong to a quotation, a signature or a footer: not said anew. */
  unsaid?: readonly string[]
  /** Names of the files, in this order. */
  parts?: readonly string[]
  /** `person` where nothing is said. */
  kind?: 'auto-reply' | 'bounce' | 'report' | 'list' | 'desk'
  /** Of whom a report tells: address and status. */
  failed?: readonly string[]
  problems?: readonly string[]
  /** Kept as it came; nothing of its text can be said. */
  unreadable?: string
}

export const expected: Record<string, Expected> = {
  'gmail-web-reply': {
    from: 'facilities@acme.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    text: ['XJ-4400 / 7731-B', 'Acme Works, +1 202', 'On Mon, Nov 16, 2026', '> Could you tell us'],
    said: 'It says XJ-4400 / 7731-B. The lamp hours read 3,812.',
    unsaid: ['Could you tell us', 'wrote:'],
  },
  'gmail-mobile-new': {
    from: 'front.desk@harbour.example',
    subject: 'Card reader at the north entrance 😡 again',
    text: ['nobody gets in 😡 since 7:50.'],
    said: 'The reader blinks red and nobody gets in 😡 since 7:50.',
  },
  'outlook-desktop-reply': {
    from: 'facilities@acme.example',
    subject: 'RE: [TKT000123] Projector in the large meeting room',
    text: ['the label reads 7731-B', 'Can it wait until Thursday?', 'Sent: Monday, November 16, 2026 9:41 AM'],
    said: 'Can it wait until Thursday?',
    unsaid: ['Could you tell us', 'Sent: Monday'],
    parts: ['image001.png'],
  },
  'outlook-web-reply': {
    from: 'purchasing@northwind.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    text: ['order number is 55-1207.', 'From: Support Desk'],
    said: 'Please go ahead with the new lamp, the order number is 55-1207.',
    unsaid: ['Could you tell us', 'From: Support Desk'],
  },
  'outlook-mobile-reply': {
    from: 'nightshift@harbour.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    text: ['Läuft wieder, danke für die schnelle Hilfe!', 'Von: Support Desk'],
    said: 'Läuft wieder, danke für die schnelle Hilfe!',
    unsaid: ['Could you tell us', 'Gesendet:'],
  },
  'apple-mail-mac-reply': {
    from: 'studio@northwind.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    text: ['The spare lamp does not fit', 'Support Desk <support@desk.example> wrote:'],
    said: 'The spare lamp does not fit: the socket is the older one.',
    unsaid: ['Could you tell us'],
    parts: ['socket drawing.pdf'],
  },
  'apple-ios-reply': {
    from: 'site.lead@harbour.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    text: ['We’re at the gate until 9, call then.', 'On 16 Nov 2026, at 09:41'],
    said: 'We’re at the gate until 9, call then.',
    unsaid: ['Could you tell us', 'wrote:'],
  },
  'thunderbird-bottom': {
    from: 'workshop@acme.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    // Flowed: the line that ends in a blank goes on.
    text: ['> Could you tell us', 'bei uns in der Werkstatt, der Lüfter dreht nicht mehr frei.', 'Werkstattbüro'],
    said: 'Die Nummer ist 7731-B. Das Gerät steht jetzt bei uns in der Werkstatt, der Lüfter dreht nicht mehr frei.',
    unsaid: ['Could you tell us', 'schrieb Support Desk'],
  },
  'thunderbird-inline': {
    from: 'lab@northwind.example',
    subject: 'Re: [TKT000124] Two questions about the freezer',
    text: ['E-17, blinking.', 'No, samples are in it.'],
    said: 'No, samples are in it. After Friday yes.',
    unsaid: ['Laboratory, building 4'],
  },
  'yahoo-reply': {
    from: 'shop@corner.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    text: ['Yes, Wednesday after 2 pm works for us.', 'at 09:41:20 AM GMT+1'],
    said: 'Yes, Wednesday after 2 pm works for us.',
    unsaid: ['Could you tell us', 'wrote:'],
  },
  'proton-reply': {
    from: 'owner@clinic.example',
    subject: 'Re: [TKT000123] Projector in the large meeting room',
    text: ['The bill may go to the clinic', 'Sent with [Proton Mail]', '> Could you tell us'],
    said: 'The bill may go to the clinic, not to me.',
    unsaid: ['Could you tell us', 'wrote:'],
  },
  'gmx-reply': {
    from: 'verwaltung@siedlung.example',
    subject: 'Aw: [TKT000123] Projector in the large meeting room',
    text: [
      'bitte erst ab 10 Uhr klingeln, der Schlüssel liegt beim Hausmeister.',
      'Gesendet: Montag, 16. November 2026',
    ],
    said: 'bitte erst ab 10 Uhr klingeln, der Schlüssel liegt beim Hausmeister.',
    unsaid: ['Could you tell us', 'Gesendet:'],
  },
  'domino-reply': {
    from: 'einkauf@maschinenbau.example',
    subject: 'Antwort: [TKT000123] Projector in the large meeting room',
    text: ['die Lampe ist freigegeben, Kostenstelle 4711.', 'Mit freundlichen Grüßen', 'Datum:'],
    said: 'die Lampe ist freigegeben, Kostenstelle 4711.',
    unsaid: ['Could you tell us', 'Datum:'],
  },
  'exchange-auto-reply': {
    from: 'facilities@acme.example',
    subject: 'Automatic reply: [TKT000123] Projector in the large meeting room',
    text: ['I am out of the office until 23 November.'],
    kind: 'auto-reply',
  },
  'gmail-vacation': {
    from: 'front.desk@harbour.example',
    subject: 'Away until Monday Re: [TKT000123] Projector in the large meeting room',
    text: ['The front desk is closed today.'],
    kind: 'auto-reply',
  },
  'postfix-bounce': {
    from: 'mailer-daemon@mx.acme.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: ['This is the mail system at host mx.acme.example.', '550 5.1.1'],
    parts: ['message.eml'],
    kind: 'bounce',
    failed: ['left.long.ago@acme.example 5.1.1'],
  },
  'exchange-bounce': {
    from: 'postmaster@northwind.example',
    subject: 'Undeliverable: [TKT000123] Projector in the large meeting room',
    text: ['Delivery has failed to these recipients or groups:', 'mailbox full'],
    kind: 'bounce',
    failed: ['gone@northwind.example 5.2.2'],
  },
  'mailman-list': {
    from: 'users@lists.cooperative.example',
    subject: '[Users] Heating schedule for December',
    text: ['The boiler runs from six until ten, as last year.', 'Users mailing list'],
    kind: 'list',
  },
  'zendesk-reply': {
    from: 'support@otherdesk.zendesk.example',
    subject: '[Request received] Re: [TKT000123] Projector in the large meeting room',
    text: ['Your request (58211) has been received'],
    kind: 'desk',
  },
  'japanese-outlook': {
    from: 'jimu@kojo.example',
    subject: '第二工場の空調①について',
    text: ['お世話になっております。', '第二工場の空調から水が漏れています。', '-----Original Message-----'],
    said: '第二工場の空調から水が漏れています。',
    unsaid: ['Which building is it?'],
  },
}
