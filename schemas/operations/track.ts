import * as z from 'zod'
import { AttachmentId, CommentId } from '../actor.ts'
import { Score } from '../survey.ts'
import { Instant } from '../time.ts'
import { operation } from './operation.ts'
import { TicketParams } from './ticket-id.ts'

const tag = 'Pages by link'

/** Of what belongs to a page: a word that a mail gateway has added to a link does no harm. */
const Params = z.strictObject({
  token: z.string().max(1200).meta({
    description: 'The secret of the link',
    example: '3q2-7wAbCdEfGhIjKlMnVEtUMDAwMTIzCnBlcl8wMUpEMDAwMDAwMDAwMDAwMDAwMENOVENUMQp0ZG9vZ2cKMAaa',
  }),
})
/** What was just done, for a page to say so. */
const done = z.string().max(20).optional().catch(undefined)

const page = {
  method: 'get',
  roles: 'public',
  params: Params,
  answer: 'html',
  refusals: ['too-many', 'busy'],
  tag,
} as const
/** What a form does: afterwards the page is shown, so that nothing is sent again by reloading it. */
const form = {
  method: 'post',
  roles: 'public',
  params: Params,
  form: true,
  status: 303,
  answer: 'html',
  refusals: ['invalid', 'conflict', 'too-many', 'busy'],
  tag,
} as const

/** A text in a form: what is wrong with it the page says, with the text still in it. */
const field = z.string().default('')
const key = field.meta({ description: 'Made with each form: what is sent twice is done once' })

export const showTicketPage = operation({
  ...page,
  path: '/track/{token}',
  query: z.object({ done, earlier: CommentId.optional().catch(undefined) }),
  summary: 'A ticket as a page, for people without an account',
  description:
    'How it stands, when it is expected to be done, who works on it, planned visits, what was said in public, files; a box to answer in. In English or German. The link opens this ticket only, until it expires or is revoked: 404 then, and for one that is none.',
})

export const replyByLink = operation({
  ...form,
  path: '/track/{token}/replies',
  body: z.object({ text: field, key }),
  summary: 'Answer on that page',
  done: 'Done: the page has it. Also where the same form had been sent before.',
  description: 'As a public comment of whom the link was sent to.',
})

export const confirmVisitByLink = operation({
  ...form,
  path: '/track/{token}/visits/{visit}/confirm',
  params: Params.extend({ visit: z.string().max(64).meta({ example: 'vis_01JD0000000000000000V1S1T1' }) }),
  body: z.object({ from: field.meta({ description: 'The time that is confirmed: one that was moved since is not' }) }),
  refusals: ['invalid', 'conflict', 'move-not-allowed', 'too-many', 'busy'],
  summary: 'Confirm a visit on that page',
  done: 'Done: nobody moves it without saying so. Also where it was confirmed before.',
  description: 'As whom the link was sent to: of that ticket, and those that are merged with it and shown there.',
})

export const openFileByLink = operation({
  ...page,
  path: '/track/{token}/files/{file}',
  params: Params.extend({ file: AttachmentId }),
  status: 303,
  refusals: ['conflict', 'too-many', 'busy'],
  summary: 'A file of that page',
  description: 'Leads to an address that holds for five minutes. Only of files that are public, and found clean.',
})

export const showApproval = operation({
  ...page,
  path: '/track/{token}/approve',
  query: z.object({ done }),
  summary: 'Asks whether the ticket is solved',
  description: 'Nothing happens before the button on it is pressed: programs that look at mails open links.',
})

export const approveByLink = operation({
  ...form,
  path: '/track/{token}/approve',
  body: z.object({}),
  summary: 'Say that the ticket is solved: it is closed',
  done: 'Done: it is closed. Also where it was before.',
  description: 'Of the resolution that the link was made for, and no later one.',
})

export const showRejection = operation({
  ...page,
  path: '/track/{token}/reject',
  query: z.object({ done }),
  summary: 'Asks what is not solved yet',
})

export const rejectByLink = operation({
  ...form,
  path: '/track/{token}/reject',
  body: z.object({ text: field }),
  summary: 'Say that the ticket is not solved: it is reopened',
  done: 'Done: it is open again, with what was said.',
  description: 'Of the resolution that the link was made for, and no later one.',
})

export const showSurvey = operation({
  ...page,
  path: '/track/{token}/survey',
  query: z.object({ done, score: z.coerce.number().pipe(Score).optional().catch(undefined) }),
  summary: 'Asks how it was',
  description: 'With the score chosen that the link names. Nothing is answered before the button is pressed.',
})

export const answerSurveyByLink = operation({
  ...form,
  path: '/track/{token}/survey',
  body: z.object({ score: field, comment: field }),
  summary: 'Say how it was, or change it',
  done: 'Done: it is kept.',
})

export const showUnsubscribing = operation({
  ...page,
  path: '/track/{token}/unsubscribe',
  summary: 'Asks whether mails that nobody has to get shall stop',
})

const { status: _, ...answered } = form

export const unsubscribeByLink = operation({
  ...answered,
  path: '/track/{token}/unsubscribe',
  body: z.object({ again: field }),
  summary: 'Stop such mails to the address that the link was sent to, or begin them again',
  done: 'Done: none are sent there any more, or with `again` they are.',
  description: 'Also what mail programs do by one click (RFC 8058).',
})

const givers = {
  method: 'post',
  roles: ['agent', 'supervisor', 'manager', 'admin'],
  params: TicketParams,
  tag,
} as const

export const makeTrackLink = operation({
  ...givers,
  path: '/tickets/{id}/track-link',
  status: 201,
  answer: z
    .strictObject({ url: z.string(), expiresAt: Instant })
    .meta({ id: 'TrackLink', description: 'A link to the page of a ticket: who has it acts there as its requester' }),
  refusals: ['conflict'],
  summary: 'Make a link to the page of a ticket, to give to its requester',
  done: 'Done: this is the link, told this once.',
  description: 'For somebody on the phone, say. The history tells that it was made, and by whom.',
})

export const revokeLinks = operation({
  ...givers,
  path: '/tickets/{id}/revoke-links',
  status: 204,
  answer: 'nothing',
  refusals: ['conflict'],
  summary: 'Revoke every link to a ticket',
  done: 'Done: those that were sent up to now open nothing any more.',
  description:
    'To its page, its survey, and those by which its resolution is approved or rejected. Mails from now on bring new ones. By those for unsubscribing one still can.',
})
