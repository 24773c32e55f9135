import { BodySource } from './comment.ts'

/** Everything that a ready-made reply can fill in by itself, and what each stands for. */
const placeholders = {
  'customer.name': 'the name of whoever asked',
  'customer.company': 'the name of their company',
  'ticket.number': "the ticket's number",
  'ticket.title': "the ticket's title",
  'ticket.status': "the ticket's status, before the macro's own changes",
  'ticket.priority': "the ticket's priority",
  'agent.name': 'the name of whoever uses it',
  'team.name': "the name of the ticket's team",
} as const
export type Placeholder = keyof typeof placeholders

/** `{{customer.name}}`, or `{{customer.name|there}}`: what stands there where the name is not known. */
export const placeholderPattern = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g

const isKnown = (name: string): name is Placeholder => Object.hasOwn(placeholders, name)
/** The placeholders in a text that do not exist. */
const unknownIn = (text: string): string[] =>
  [...text.matchAll(placeholderPattern)].map(([, name = '']) => name.trim()).filter((name) => !isKnown(name))
/** A brace too many, or one that is not closed. */
const isBroken = (text: string): boolean => /\{\{|\}\}/.test(text.replace(placeholderPattern, ''))

/** A body with placeholders, all of which exist: who saves it hears of a wrong one, not who uses it. */
export const PlaceheldBody = BodySource.refine((body) => !isBroken(body) && unknownIn(body).length === 0, {
  message: 'has a placeholder that does not exist',
  params: { expected: `{{name}} or {{name|if it is not known}}, of: ${Object.keys(placeholders).join(', ')}` },
}).meta({
  description: `Placeholders are filled in when it is used: ${Object.entries(placeholders)
    .map(([name, meaning]) => `\`{{${name}}}\` ${meaning}`)
    .join('; ')}. \`{{customer.name|there}}\` says what stands there where nothing is known`,
  example: 'Hello {{customer.name|there}}, thank you. Your ticket is {{ticket.number}}.',
})
