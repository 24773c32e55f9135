import type { showUnsubscribing, unsubscribeByLink } from '../../schemas/operations/track.ts'
import type { Request } from '../platform/http/edge.ts'
import { languageOf } from '../platform/mail/letter.ts'
import type { Link } from '../platform/mail/tokens.ts'
import { html } from '../platform/markup/html.ts'
import { type Correspondent, changeCorrespondent, loadCorrespondent } from '../platform/table/correspondents.ts'
import { findPerson } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { pageAnswer, told } from './page.ts'
import { linkOf } from './visitor.ts'
import { wordsIn } from './words.ts'

// The link stands for an address: what is sent to it is nobody else's to stop, whoever has it, and whatever has become of
// the ticket.

export async function unsubscribingPage(request: Request<typeof showUnsubscribing>): Promise<StoredAnswer> {
  const link = await linkOf('unsubscribe', request)
  return page(link, await loadCorrespondent(link.extra), false)
}

async function page(
  { extra: address, person: id }: Link,
  known: Correspondent,
  isDone: boolean,
): Promise<StoredAnswer> {
  const [settings, person] = await Promise.all([deskSettings(), findPerson(id)])
  const language = languageOf([person?.language], settings.language)
  const words = wordsIn[language]
  const isOff = known.unsubscribedAt !== undefined
  const said = isDone ? (isOff ? words.unsubscribed : words.subscribed) : undefined
  const body = html`${told(said)}
<p>${words.unsubscribeTo}: ${address}</p>
${!isOff && html`<p>${words.unsubscribeText}</p>`}
<form method="post">
${isOff && html`<input type="hidden" name="again" value="yes">`}
<button>${isOff ? words.subscribeButton : words.unsubscribeButton}</button>
</form>`
  return pageAnswer({ language, title: words.unsubscribeTitle, name: settings.mailName, body })
}

/**
 * Takes the address off, or puts it on again; said twice it is as it was. Also by one click of a mail program, whose form says
 * neither: it is answered at once, since such programs follow no redirect (RFC 8058, section 3.1).
 */
export async function unsubscribe(request: Request<typeof unsubscribeByLink>): Promise<StoredAnswer> {
  const link = await linkOf('unsubscribe', request)
  const { body, now } = request
  const known = await changeCorrespondent(link.extra, (known) => {
    const { unsubscribedAt, ...rest } = known
    if (body.again) return unsubscribedAt ? rest : undefined
    return unsubscribedAt ? undefined : { ...rest, unsubscribedAt: now }
  })
  return page(link, known, true)
}
