import { languages, type MailLanguage } from '../../../schemas/mail-settings.ts'

/** The language that somebody is written to in: of those they prefer, given as tags (`de-AT`), the first that we have; else another. */
export const languageOf = (preferred: readonly (string | undefined)[], otherwise: MailLanguage): MailLanguage =>
  preferred.flatMap((tag) => languages.find((one) => one === tag?.split('-')[0]?.toLowerCase()) ?? [])[0] ?? otherwise

/**
 * A letter is data: laid out as HTML and as text by layout.ts, and kept with the mail that it became. Words are plain text;
 * only a quotation has HTML, and that is sanitised (functions/platform/markup).
 */
export interface Letter {
  /** The desk's own words and the number, and the ticket's title only to an address that is known to be the reader's. */
  subject: string
  blocks: readonly Block[]
}

export type Block =
  | { is: 'paragraph'; text: string }
  | { is: 'heading'; text: string }
  | Quote
  /** Without its address for those whom it is not for. */
  | { is: 'button'; label: string; url?: string | undefined }
  /** Several beside each other: approve or reject, one to five. */
  | { is: 'choice'; choices: readonly { label: string; hint?: string | undefined; url?: string | undefined }[] }
  /** What else there is, each in a line: files, tickets. */
  | { is: 'links'; title?: string | undefined; links: readonly { label: string; url?: string | undefined }[] }
  | { is: 'facts'; facts: readonly { label: string; value: string }[] }
  /** In small print. */
  | { is: 'small'; text?: string | undefined; link?: { label: string; url: string } }

/** What somebody wrote. */
export interface Quote {
  is: 'quote'
  /** Where its words lie, a comment's id or `resolution`: they are not kept with the mail, so that what is redacted is gone. */
  of: string
  /** Who wrote it. */
  by?: string | undefined
  text: string
  /** The same, sanitised. */
  html?: string | undefined
}
