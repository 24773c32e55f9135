import type { ClockKind } from '../../../schemas/clock.ts'
import type { Priority, Status } from '../../../schemas/ticket.ts'
import type { NoticeKind } from '../tellings.ts'

const statuses: Record<Status, string> = {
  created: 'it waits for somebody to take it',
  assigned: 'somebody has it',
  in_progress: 'it is being worked on',
  pending_customer: 'it waits for the customer',
  pending_parts: 'it waits for parts',
  resolved: 'it is resolved',
  closed: 'it is closed',
  reopened: 'it is open again',
  cancelled: 'it is cancelled',
}
const priorities: Record<Priority, string> = { urgent: 'Urgent', high: 'High', medium: 'Medium', low: 'Low' }
const promises: Record<ClockKind, string> = {
  response: 'first response',
  nextResponse: 'next response',
  resolution: 'resolution',
}
const kinds: Record<NoticeKind, string> = {
  opened: 'opened',
  reminder: 'waits for the customer’s answer',
  answered: 'a new answer',
  resolved: 'resolved',
  resolvedElsewhere: 'resolved',
  milestoneForCustomer: 'takes longer',
  survey: 'how it was',
  visitBooked: 'a visit is planned',
  visitMoved: 'the visit was moved',
  visitCancelled: 'the visit is cancelled',
  visitReminded: 'a visit is near',
  moved: 'another status',
  movedForCustomer: 'another status',
  assignedForCustomer: 'somebody has it',
  answeredForWatchers: 'a new answer',
  mentioned: 'somebody mentioned you',
  followUpDue: 'a follow-up is due',
  escalated: 'escalated',
  assigned: 'assigned',
  milestone: 'a promised time',
  bounced: 'a mail came back',
  complained: 'a mail was unwanted',
  poorScore: 'a poor score',
  subscriptionStopped: 'events are held',
  gathered: 'news',
  digest: 'news',
}

/** The desk's words, in English: every other language has the same. */
export const english = {
  about: 'Subject',
  above: 'Please write your answer above this line',
  more: 'This is not all: the rest stands with the ticket.',
  unsubscribe: 'No more mails of this kind',
  greeting: 'Hello,',
  see: 'See your request',
  seeTicket: 'See the ticket',
  reply: 'If you want to add something, simply answer this mail.',
  watching: 'You get this because you watch the ticket.',
  having: 'You get this because you have the ticket.',
  answersGoOut: (command: string | undefined) =>
    `What you answer to this mail goes to the customer${command ? `; begin with ${command} to keep it among staff` : ''}.`,
  files: (count: number) => (count === 1 ? 'A file came with it' : `${count} files came with it`),
  statuses,
  priorities,
  promises,
  kinds,
  opened: {
    subject: 'We have received your request',
    thanks: (number: string) => `Thank you for your request. It has the number ${number}.`,
    follows: (former: string) => `It goes on with ${former}, which is closed.`,
    response: 'First answer',
    resolution: 'Solution',
    by: (moment: string) => `by ${moment}`,
    next: 'We will tell you when there is an answer.',
  },
  reminder: {
    subject: 'We are waiting for your answer',
    subjectAgain: 'We are still waiting for your answer',
    waits: (number: string) => `We cannot go on with your request ${number} before we have an answer from you.`,
    ask: 'Could you please have a look at our question?',
    settles: (after: string) =>
      `If we do not hear from you, we take it ${after} after our question that it is settled.`,
    settlesSometime: 'If we do not hear from you, we take it after a while that it is settled.',
  },
  answered: {
    subject: 'There is a new answer',
    said: (number: string) => `There is a new answer to your request ${number}.`,
    forWatchers: (number: string) => `There is a new answer to ${number}.`,
  },
  resolved: {
    subject: 'Your request is resolved: do you agree?',
    how: (number: string) => `We have resolved your request ${number}:`,
    unanswered: (number: string) => `We take it that your request ${number} is settled.`,
    closes: (after: string) => `If you agree you need not do anything: it closes by itself after ${after}.`,
    approve: 'Yes, it is solved',
    reject: 'No, it is not solved',
    else: 'If it is not solved, please tell us, and we will go on.',
  },
  resolvedElsewhere: {
    subject: 'Your request is resolved',
    said: (number: string) => `Your request ${number} was worked on together with another, and that is resolved now.`,
    else: 'If it is not solved for you, please tell us.',
  },
  milestoneForCustomer: {
    late: 'It takes longer than it should',
    near: 'We are working on your request',
    sorry: (number: string) =>
      `Your request ${number} takes us longer than we want it to. We are sorry, and see to it now.`,
    notForgotten: (number: string) => `Your request ${number} is not forgotten: we are working on it.`,
    next: 'You need not do anything; we will tell you when there is an answer.',
  },
  survey: {
    subject: 'How did we do?',
    ask: (number: string) => `Your request ${number} is closed. How satisfied are you with our help?`,
    scores: ['very dissatisfied', 'dissatisfied', 'neither satisfied nor dissatisfied', 'satisfied', 'very satisfied'],
    hint: '1 is very dissatisfied, 5 is very satisfied. You can add a word, and change your mind later.',
  },
  visit: {
    booked: 'A visit is planned',
    moved: 'The visit has another time',
    cancelled: 'The visit is cancelled',
    reminded: 'We visit you soon',
    planned: (number: string) => `For your request ${number} we have planned a visit.`,
    was: (number: string, before: string) =>
      `The visit for your request ${number} was planned for ${before}. That has changed.`,
    wasConfirmed: (number: string, before: string) =>
      `The visit for your request ${number} was planned for ${before}, as you had confirmed. That has changed.`,
    off: (number: string, before: string) =>
      `The visit for your request ${number}, which was planned for ${before}, is cancelled: nobody will come then.`,
    another: 'If you need another, please tell us.',
    remember: (number: string) => `This is to remind you of the visit for your request ${number}.`,
    when: 'When',
    between: 'We come between',
    who: 'Who comes',
    somebody: 'somebody of ours',
    suits: 'Please confirm it, or answer which other time would suit you better.',
    confirm: 'Confirm the visit',
  },
  moved: {
    subject: (status: string) => `Now ${status}`,
    said: (number: string, status: string) => `${number} has another status: ${status}.`,
  },
  movedForCustomer: {
    subject: 'News of your request',
    said: (number: string, status: string) => `There is news of your request ${number}: ${status}.`,
    waits: 'it waits for your answer',
  },
  assignedForCustomer: {
    subject: 'Somebody takes care of your request',
    said: (number: string) => `Somebody of ours takes care of your request ${number} now.`,
    named: (number: string, technician: string) => `${technician} takes care of your request ${number} now.`,
  },
  mentioned: {
    subject: 'Somebody mentioned you',
    said: (number: string) => `You are mentioned in a comment on ${number}: please have a look.`,
  },
  followUpDue: {
    subject: 'A follow-up is due',
    said: (number: string, moment: string) =>
      `A follow-up of ${number} was due on ${moment}. You get this because it is yours to see to.`,
    next: 'Say that it is done once you have seen to it.',
  },
  escalated: {
    subject: 'It was escalated to you',
    subjectTeam: 'It was escalated to your team',
    said: (number: string, level: number) => `${number} was escalated to you, and is yours now (level ${level}).`,
    saidTeam: (number: string, level: number) =>
      `${number} was escalated to your team, and waits there for somebody to take it (level ${level}).`,
    next: 'Why, and what you should know, is in its history: please have a look.',
  },
  assigned: {
    subject: 'It is yours now',
    subjectTeam: 'It is with your team now',
    said: (number: string) => `${number} was given to you.`,
    saidTeam: (number: string) => `${number} is with your team, and waits there for somebody to take it.`,
    priority: 'Priority',
    due: 'Due',
  },
  milestone: {
    overdue: (promise: string) => `The ${promise} is overdue`,
    used: (percent: number, promise: string) => `${percent} % of the time for the ${promise} is used`,
    late: (promise: string, number: string, due: string, by: string) =>
      `The ${promise} of ${number} was due on ${due}: it is late by ${by}.`,
    near: (promise: string, number: string, due: string, left: string) =>
      `The ${promise} of ${number} is due on ${due}: in ${left}, if nothing pauses it.`,
    promised: 'Promised within',
    rule: (percent: number, promise: string, policy: string, id: string) =>
      `You get this by the rule for ${percent} % of the ${promise} in the policy “${policy}” (${id}).`,
    version: (id: string, version: number) => `${id}, version ${version}`,
    history: 'The ticket’s history says what else was done.',
    moment: 'less than a second',
  },
  bounced: {
    subject: 'A mail did not arrive',
    subjectLater: 'A mail has not arrived yet',
    said: (number: string) => `A mail about ${number} came back.`,
    never:
      'We do not write to this address any more. Please find out how else to reach them, correct it with the contact or the ticket, and send the mail again.',
    later: 'The address may take mail again later; we go on writing to it.',
    mail: 'Mail',
    sent: 'Sent',
    address: 'To',
    because: 'Their server says',
  },
  complained: {
    subject: 'Somebody does not want our mails',
    said: (number: string) => `Whoever got a mail about ${number} has marked it as unwanted.`,
    next: 'Nothing automatic goes to this address any more. Please reach them in another way if you have to.',
  },
  poorScore: {
    subject: 'A customer is not satisfied',
    said: (number: string, score: number) => `For ${number} a customer has given us ${score} of 5.`,
    next: 'There is a follow-up for it: please have a look at what happened.',
  },
  subscriptionStopped: {
    subject: (name: string) => `No more events go out: ${name}`,
    failing: (name: string) =>
      `The receiver of your subscription “${name}” has failed again and again. We have paused it.`,
    gone: (name: string) =>
      `The receiver of your subscription “${name}” has answered that it is gone (410). We have disabled it.`,
    held: 'What happens meanwhile is kept for 30 days. Resume the subscription once its receiver answers, and all of it goes out.',
  },
  gathered: { subject: (count: number) => `${count} things are new` },
  digest: {
    subject: (count: number) => (count === 1 ? 'News of one ticket' : `News of ${count} tickets`),
    said: (moment: string) => `This has happened since ${moment}:`,
    atRisk: 'At risk',
    late: 'overdue',
    soon: 'due soon',
  },
}

/** Every language has all of it: what is missing does not compile. */
export type Words = typeof english
